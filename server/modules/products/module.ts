import { defineModule } from '../../core/define.ts'
import { productAccess } from './access.ts'
import { productEvents } from './events.ts'

export const productsModule = defineModule({
  name: 'products',
  events: productEvents,
  access: [productAccess],
})
