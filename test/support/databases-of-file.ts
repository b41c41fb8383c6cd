import { dropAtEndOfFile } from './database.ts'

dropAtEndOfFile()
