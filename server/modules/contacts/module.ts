import { defineModule } from '../../core/define.ts'
import { companyAccess, contactAccess } from './access.ts'
import { contactEvents } from './events.ts'
import { companyRoutes } from './routes/companies.ts'
import { contactRoutes } from './routes/contacts.ts'
import { matchRoutes } from './routes/matches.ts'

export const contactsModule = defineModule({
  name: 'contacts',
  events: contactEvents,
  access: [contactAccess, companyAccess],
  routes: [...contactRoutes, ...companyRoutes, ...matchRoutes],
})
