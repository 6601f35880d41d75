const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const days = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

/** Where each field begins and ends, by number. */
const fields = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12 },
] as const;

/** The fields of a portable cron expression, spelled so that every dialect reads them alike. */
export interface CronFields {
  readonly minute: string;
  readonly hour: string;
  readonly dayOfMonth: string;
  readonly month: string;
  readonly dayOfWeek: string;
}

/** Makes steps lists, and days of the week names: what the clouds make of the rest is not the same everywhere. */
export function cronFields(cron: string): CronFields {
  const [minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = ""] = cron
    .trim()
    .toUpperCase()
    .split(/\s+/)
    .map((field, index) => withoutSteps(field, fields[index]));
  return { minute, hour, dayOfMonth, month, dayOfWeek: dayOfWeek === "*" ? "*" : withoutWrap(dayOfWeek) };
}

function withoutSteps(field: string, bounds: (typeof fields)[number] | undefined): string {
  if (bounds === undefined) return field;
  return field
    .split(",")
    .map((item) => {
      const [range = "", step] = item.split("/");
      if (step === undefined) return item;
      const [from = bounds.min, to = bounds.max] = range === "*" ? [] : range.split("-").map(toNumber);
      const values = [];
      for (let value = from; value <= to; value += Number(step)) values.push(value);
      return values.join(",");
    })
    .join(",");
}

function toNumber(value: string): number {
  return months.includes(value) ? months.indexOf(value) + 1 : Number(value);
}

/**
 * Ranges from or to a Sunday are lists. It is the first day of the week on AWS, and the last one on Aliyun:
 * https://help.aliyun.com/document_detail/171746.html
 */
function withoutWrap(field: string): string {
  return field
    .split(",")
    .map((item) => {
      const [from = "", to = from] = item.split("-");
      if (from === to || (from !== "SUN" && to !== "SUN")) return item;
      const [first, last] = [days.indexOf(from), days.indexOf(to)];
      return (first < last ? days.slice(first) : ["SUN", ...days.slice(0, last + 1)]).join(",");
    })
    .join(",");
}
