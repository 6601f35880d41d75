/** Settings of ready instances that Function Compute takes. */
export const utc = { startTime: "2020-01-01T00:00:00Z", endTime: "2099-12-31T23:59:59Z" };
export const local = {
  startTime: "2020-01-01T00:00:00",
  endTime: "2099-12-31T23:59:59",
  timeZone: "Asia/Shanghai",
};
export const action = { name: "morning", ...utc, scheduleExpression: "cron(0 0 8 * * *)", target: 3 };
export const policy = {
  name: "scale",
  ...local,
  metricType: "ProvisionedConcurrencyUtilization",
  metricTarget: 0.6,
  minCapacity: 2,
  maxCapacity: 4,
};
