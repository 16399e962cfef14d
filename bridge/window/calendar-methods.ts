import type { CalendarState, Release } from "#shared/contract/calendar.ts";
import { contract } from "#shared/contract/contract.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import { topicOf } from "#shared/rpc/latest.ts";

/** The economic calendar as the window needs it. */
export interface CalendarPort {
  readonly state: CalendarState;
  want(): void;
  releases(fromMs: number, toMs: number): Release[];
}

export const calendarTopic = () => topicOf(contract.calendar.state);

/** Serves `calendar`. */
export function calendarMethods(
  topic: ReturnType<typeof calendarTopic>,
  calendar: CalendarPort,
): DomainHandlers<typeof contract.calendar> {
  return {
    state: () => {
      calendar.want();
      topic.set(calendar.state);
      return topic;
    },
    releases: ({ fromMs, toMs }) => calendar.releases(fromMs, toMs),
  };
}
