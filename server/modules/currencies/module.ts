import { defineModule } from '../../core/define.ts'
import { exchangeRateAccess } from './access.ts'
import { currencyEvents } from './events.ts'

export const currenciesModule = defineModule({
  name: 'currencies',
  events: currencyEvents,
  access: [exchangeRateAccess],
})
