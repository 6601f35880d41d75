/** The emulator reads portable cron expressions as they are. */
export const schedule = (cron: string): string => cron;
