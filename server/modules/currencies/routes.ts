import { z } from 'zod'
import { dateIn } from '../../../pure/dates.ts'
import { businessNow } from '../../core/clock.ts'
import { defineRoute } from '../../core/http.ts'
import { pageOf, pageQuery } from '../../core/paging.ts'
import { companyOf } from '../staff/queries.ts'
import { importRates } from './commands/import-rates.ts'
import { removeRate, setRate } from './commands/set-rate.ts'
import { previewOf, readImport } from './import.ts'
import { listRates, rateOfDay } from './queries.ts'
import { currencyCode, importInput, offerSchema, previewSchema, rateDay, rateSchema, setRateInput } from './schema.ts'

const read = { kind: 'exchange_rate', action: 'read' }
const set = { kind: 'exchange_rate', action: 'set' }
const ofDay = z.strictObject({ currency: currencyCode, day: rateDay })

export const currencyRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/exchange-rates',
    operationId: 'exchange_rates.list',
    summary: 'Exchange rates against the base currency, the latest day first',
    access: read,
    query: z.strictObject({ ...pageQuery, currency: currencyCode.optional() }),
    answer: pageOf(rateSchema),
    async run({ deps, query }) {
      const { db } = deps.database
      return listRates(db, (await companyOf(db)).currency, query)
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/exchange-rates/offer',
    operationId: 'exchange_rates.offer',
    summary: 'The rate a deal of that day takes: the latest one not after it',
    access: read,
    query: z.strictObject({ currency: currencyCode, day: rateDay.optional().describe('left out: today') }),
    answer: offerSchema,
    async run({ deps, query }) {
      const { db } = deps.database
      const { currency: base, zone } = await companyOf(db)
      if (query.currency === base) return { currency: base, rate: '1', rateOn: null }
      const day = query.day ?? dateIn(zone, (await businessNow(db)).toISOString())
      const offer = await rateOfDay(db, base, query.currency, day)
      return { currency: query.currency, rate: offer?.rate ?? null, rateOn: offer?.rateOn ?? null }
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/exchange-rates/:currency/:day',
    operationId: 'exchange_rates.set',
    summary: 'Write the rate of a day',
    access: set,
    params: ofDay,
    body: setRateInput,
    run: ({ params, body, write }) =>
      write((cx) => setRate(cx, { currency: params.currency, rateOn: params.day, rate: body.rate })),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/exchange-rates/:currency/:day',
    operationId: 'exchange_rates.remove',
    summary: 'Take the rate of a day away; deals that took it keep theirs',
    access: set,
    params: ofDay,
    run: ({ params, write }) => write((cx) => removeRate(cx, { currency: params.currency, rateOn: params.day })),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/exchange-rates/preview',
    operationId: 'exchange_rates.preview',
    summary: 'What a CSV file of rates would change; writes nothing',
    description:
      'Columns date, currency, rate in any order, by a heading in Polish or English; or a table of the NBP with a column for each currency (1USD, 100HUF).',
    access: set,
    body: importInput,
    answer: previewSchema,
    async run({ deps, body, locale }) {
      const { db } = deps.database
      return previewOf(await readImport(db, (await companyOf(db)).currency, body), locale)
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/exchange-rates/import',
    operationId: 'exchange_rates.import',
    summary: 'Write the rates of a CSV file',
    description: 'As `exchange_rates.preview` reads it; lines that cannot be read are left out.',
    access: set,
    body: importInput,
    answer: previewSchema,
    refusals: ['rates.nothing_to_import'],
    run: ({ body, locale, write }) => write(async (cx) => previewOf(await importRates(cx, body), locale)),
  }),
]
