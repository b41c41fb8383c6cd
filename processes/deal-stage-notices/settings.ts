import { z } from 'zod'
import { notifyBy, notifyByBlank } from '../settings-parts.ts'
import type { ShippedProcess } from '../shipped-process.ts'

const DIGEST_TIMES = ['07:00', '08:00', '12:00', '16:00'] as const

/**
 * S7: a deal changes stage, and who answers for the department is told. Told at once, its digest still goes out one time: what
 * was kept for it before is not lost.
 */
export const dealStageNotices: ShippedProcess = {
  key: 'deal_stage_notices',
  folder: 'deal-stage-notices',
  department: 'sales',
  version: 2,
  name: { pl: 'Powiadomienia o zmianie etapu', en: 'Telling of a stage change' },
  sentences: [
    {
      text: {
        pl: 'Gdy transakcja ({department}) wejdzie na etap: {stages}, powiedz o tym: {whom}. Kto ją przeniósł, kiedy, z którego etapu na który.',
        en: 'When a deal ({department}) comes to the stage: {stages}, tell {whom}: who moved it, when, from which stage to which.',
      },
      elements: ['stage_changed', 'tell'],
    },
    {
      text: {
        pl: 'Tylko o transakcjach wartych co najmniej {from_amount}. Kto sam przeniósł transakcję, nie dostaje o niej powiadomienia.',
        en: 'Only of deals worth at least {from_amount}. Who moved a deal himself is not told of it.',
      },
      elements: ['stage_changed'],
    },
    {
      text: { pl: 'Powiadamiaj {when}, {notify_by}.', en: 'Tell {when}, {notify_by}.' },
      elements: ['how_told', 'tell', 'keep'],
    },
    {
      text: {
        pl: 'Zestawienie wychodzi o {digest_at} i obejmuje wszystko od poprzedniego.',
        en: 'The digest goes out at {digest_at} and holds everything since the one before.',
      },
      elements: ['digest_time', 'gather', 'tell_digest'],
      when: { blank: 'when', is: 'daily' },
    },
  ],
  blanks: {
    department: {
      type: 'department',
      label: { pl: 'Czyje transakcje', en: 'Whose deals' },
      options: [{ value: 'any', label: { pl: 'dowolny dział', en: 'of any department' } }],
    },
    stages: { type: 'stages', label: { pl: 'Lejki i etapy', en: 'Pipelines and stages' } },
    whom: {
      type: 'choice',
      label: { pl: 'Komu', en: 'Whom' },
      options: [
        { value: 'head', label: { pl: 'osoba kierująca działem', en: 'the head of its department' } },
        { value: 'supervisor', label: { pl: 'przełożony opiekuna', en: 'the supervisor of its owner' } },
        { value: 'department', label: { pl: 'cały dział', en: 'everybody in its department' } },
      ],
    },
    from_amount: { type: 'money', optional: true, label: { pl: 'Od kwoty', en: 'From the amount' } },
    when: {
      type: 'choice',
      label: { pl: 'Kiedy', en: 'When' },
      options: [
        { value: 'at_once', label: { pl: 'od razu', en: 'at once' } },
        { value: 'daily', label: { pl: 'raz dziennie, w zestawieniu', en: 'once a day, as a digest' } },
      ],
    },
    digest_at: {
      type: 'choice',
      label: { pl: 'Godzina zestawienia', en: 'Time of the digest' },
      options: DIGEST_TIMES.map((value) => ({ value, label: { pl: value, en: value } })),
    },
    notify_by: notifyByBlank,
  },
  settings: z.strictObject({
    department: z.string().min(1).max(60),
    stages: z.array(z.uuid()).max(100),
    whom: z.enum(['head', 'supervisor', 'department']),
    from_amount: z.number().int().min(0).nullable(),
    when: z.enum(['at_once', 'daily']),
    digest_at: z.enum(DIGEST_TIMES),
    notify_by: notifyBy,
  }),
  defaults: {
    department: 'any',
    stages: [],
    whom: 'head',
    from_amount: null,
    when: 'at_once',
    digest_at: '08:00',
    notify_by: 'app_and_mail',
  },
  elements: {
    stage_changed: 'Stage changed',
    how_told: 'At once?',
    tell: 'Tell of the change',
    told: 'Told',
    keep: 'Keep for the digest',
    kept: 'Kept',
    digest_time: 'Time of the digest',
    gather: 'Gather the changes',
    tell_digest: 'Send the digest',
    digest_told: 'Digest sent',
    at_once: 'yes',
    later: 'no',
  },
}
