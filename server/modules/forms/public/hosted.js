import { enhance } from './submit.js'

enhance(document, (address) => location.assign(address))
