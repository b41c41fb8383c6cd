import { defineModule } from '../../core/define.ts'
import { companyAccess, contactAccess } from './access.ts'
import { contactEvents } from './events.ts'

export const contactsModule = defineModule({
  name: 'contacts',
  events: contactEvents,
  access: [contactAccess, companyAccess],
})
