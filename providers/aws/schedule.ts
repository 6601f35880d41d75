const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** Where each field begins and ends, by number. */
const fields = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12 },
] as const;

/**
 * Translates a portable cron expression to Application Auto Scaling's: six fields, one of the two day fields a `?`.
 *
 * Steps become lists, and days of the week names, since what AWS makes of the rest is not the same everywhere.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 */
export function schedule(cron: string): string {
  const [minute, hour, dayOfMonth, month, dayOfWeek = "*"] = cron
    .trim()
    .toUpperCase()
    .split(/\s+/)
    .map((field, index) => withoutSteps(field, fields[index]));
  const isWeekly = dayOfWeek !== "*";
  const week = isWeekly ? withoutWrap(dayOfWeek) : "?";
  return `cron(${minute} ${hour} ${isWeekly ? "?" : dayOfMonth} ${month} ${week} *)`;
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

/** A week begins on Sunday there: `SAT-MON` would be no range. */
function withoutWrap(field: string): string {
  return field
    .split(",")
    .map((item) => {
      const [from = "", to = from] = item.split("-");
      const [first, last] = [days.indexOf(from), days.indexOf(to)];
      if (first <= last) return item;
      return [...days.slice(first), ...days.slice(0, last + 1)].join(",");
    })
    .join(",");
}
