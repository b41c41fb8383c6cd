import { createAppointment } from '../../../server/modules/calendar/commands/appointments.ts'
import { MEETINGS } from './data/meetings.ts'
import type { Story } from './story.ts'

const MINUTE_MS = 60_000
const ARRANGED = [-6, '09:15'] as const

/** Plans the meetings and calls of the calendar: arranged early in the story, some of them still to come. */
export function planMeetings(story: Story): void {
  const { calendar } = story
  for (const meeting of MEETINGS) {
    story.plan(calendar.at(...ARRANGED), async () => {
      const subject = meeting.about ? story.record(meeting.about) : null
      const { day, time } = meeting
      const start = day > 0 ? calendar.ahead(day, time) : calendar.at(day, time)
      await story.as(meeting.who, (cx) =>
        createAppointment(cx, {
          kind: meeting.kind,
          title: meeting.title,
          place: meeting.place ?? '',
          startsAt: start.toISOString(),
          endsAt: new Date(start.getTime() + meeting.minutes * MINUTE_MS).toISOString(),
          employeeIds: (meeting.with ?? []).map((one) => story.people.get(one)!),
          subject,
        }),
      )
    })
  }
}
