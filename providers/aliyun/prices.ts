/**
 * What ready instances cost while they have no call, in USD a second.
 *
 * From https://www.alibabacloud.com/help/en/functioncompute/fc/product-overview/billing-overview-of-fc as of 2025-01: 0.15
 * units for a GB of memory, 1 for a CPU that is given time, 0.05 for a GB of disk, at 0.00002 USD the unit. The example there
 * counts no disk for 512 MB, so that it is taken to be free. The pages name no prices that differ by region.
 */
export const usdPerSecond = { memoryGb: 0.000003, cpu: 0.00002, diskGb: 0.000001 };
export const freeDiskMb = 512;
