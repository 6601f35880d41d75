/** What Go 1.26.8 wrote in five starts of a program that wrote to its standard error too. */
export const recordedStarts: readonly string[] = [
  `init internal/bytealg @0 ms, 0 ms clock, 0 bytes, 0 allocs
init internal/runtime/gc/scan @0.024 ms, 0 ms clock, 0 bytes, 0 allocs
init runtime @0.039 ms, 0.049 ms clock, 0 bytes, 0 allocs
init errors @0.29 ms, 0.001 ms clock, 0 bytes, 0 allocs
init iter @0.34 ms, 0.005 ms clock, 16 bytes, 1 allocs
init sync @0.36 ms, 0 ms clock, 0 bytes, 0 allocs
init internal/godebug @0.37 ms, 0.091 ms clock, 2016 bytes, 43 allocs
init syscall @0.48 ms, 0.003 ms clock, 768 bytes, 5 allocs
init time @0.49 ms, 0 ms clock, 0 bytes, 0 allocs
init internal/poll @0.51 ms, 0 ms clock, 72 bytes, 2 allocs
init io/fs @0.53 ms, 0 ms clock, 0 bytes, 0 allocs
init os @0.54 ms, 0.028 ms clock, 416 bytes, 9 allocs
init unicode @0.59 ms, 0.036 ms clock, 11400 bytes, 16 allocs
init regexp/syntax @0.64 ms, 0.008 ms clock, 2344 bytes, 6 allocs
init regexp @0.66 ms, 0.002 ms clock, 0 bytes, 0 allocs
loading... init example.com/shop/config%2ev2 @0.68 ms, 0.10 ms clock, 12320 bytes, 158 allocs
init main @0.80 ms, 0.29 ms clock, 218232 bytes, 31 allocs
`,
  `init internal/bytealg @0 ms, 0 ms clock, 0 bytes, 0 allocs
init internal/runtime/gc/scan @0.021 ms, 0 ms clock, 0 bytes, 0 allocs
init runtime @0.035 ms, 0.052 ms clock, 0 bytes, 0 allocs
init errors @0.23 ms, 0.001 ms clock, 0 bytes, 0 allocs
init iter @0.24 ms, 0.003 ms clock, 16 bytes, 1 allocs
init sync @0.26 ms, 0 ms clock, 0 bytes, 0 allocs
init internal/godebug @0.27 ms, 0.093 ms clock, 2176 bytes, 44 allocs
init syscall @0.37 ms, 0.003 ms clock, 768 bytes, 5 allocs
init time @0.39 ms, 0 ms clock, 0 bytes, 0 allocs
init internal/poll @0.41 ms, 0 ms clock, 72 bytes, 2 allocs
init io/fs @0.43 ms, 0 ms clock, 0 bytes, 0 allocs
init os @0.44 ms, 0.026 ms clock, 416 bytes, 9 allocs
init unicode @0.48 ms, 0.036 ms clock, 11400 bytes, 16 allocs
init regexp/syntax @0.53 ms, 0.006 ms clock, 2344 bytes, 6 allocs
init regexp @0.55 ms, 0.002 ms clock, 0 bytes, 0 allocs
loading... init example.com/shop/config%2ev2 @0.56 ms, 0.11 ms clock, 12320 bytes, 158 allocs
init main @0.70 ms, 0.25 ms clock, 218232 bytes, 31 allocs
`,
  `init internal/bytealg @0 ms, 0 ms clock, 0 bytes, 0 allocs
init internal/runtime/gc/scan @0.022 ms, 0 ms clock, 0 bytes, 0 allocs
init runtime @0.037 ms, 0.052 ms clock, 0 bytes, 0 allocs
init errors @0.27 ms, 0 ms clock, 0 bytes, 0 allocs
init iter @0.29 ms, 0.038 ms clock, 16 bytes, 1 allocs
init sync @0.34 ms, 0 ms clock, 0 bytes, 0 allocs
init internal/godebug @0.36 ms, 0.090 ms clock, 2176 bytes, 44 allocs
init syscall @0.47 ms, 0.006 ms clock, 768 bytes, 5 allocs
init time @0.48 ms, 0 ms clock, 0 bytes, 0 allocs
init internal/poll @0.49 ms, 0 ms clock, 72 bytes, 2 allocs
init io/fs @0.50 ms, 0 ms clock, 0 bytes, 0 allocs
init os @0.52 ms, 0.046 ms clock, 416 bytes, 9 allocs
init unicode @0.58 ms, 0.029 ms clock, 11400 bytes, 16 allocs
init regexp/syntax @0.63 ms, 0.009 ms clock, 2344 bytes, 6 allocs
init regexp @0.65 ms, 0.003 ms clock, 0 bytes, 0 allocs
loading... init example.com/shop/config%2ev2 @0.67 ms, 0.11 ms clock, 12320 bytes, 158 allocs
init main @0.80 ms, 0.25 ms clock, 218232 bytes, 31 allocs
`,
  `init internal/bytealg @0 ms, 0 ms clock, 0 bytes, 0 allocs
init internal/runtime/gc/scan @0.026 ms, 0 ms clock, 0 bytes, 0 allocs
init runtime @0.040 ms, 0.055 ms clock, 0 bytes, 0 allocs
init errors @0.33 ms, 0 ms clock, 0 bytes, 0 allocs
init iter @0.34 ms, 0.003 ms clock, 16 bytes, 1 allocs
init sync @0.36 ms, 0 ms clock, 0 bytes, 0 allocs
init internal/godebug @0.37 ms, 0.079 ms clock, 2496 bytes, 46 allocs
init syscall @0.46 ms, 0.003 ms clock, 768 bytes, 5 allocs
init time @0.50 ms, 0 ms clock, 0 bytes, 0 allocs
init internal/poll @0.51 ms, 0 ms clock, 72 bytes, 2 allocs
init io/fs @0.52 ms, 0 ms clock, 0 bytes, 0 allocs
init os @0.53 ms, 0.027 ms clock, 416 bytes, 9 allocs
init unicode @0.60 ms, 0.036 ms clock, 11400 bytes, 16 allocs
init regexp/syntax @0.68 ms, 0.006 ms clock, 2344 bytes, 6 allocs
init regexp @0.70 ms, 0.002 ms clock, 0 bytes, 0 allocs
loading... init example.com/shop/config%2ev2 @0.72 ms, 0.11 ms clock, 12320 bytes, 158 allocs
init main @0.86 ms, 0.28 ms clock, 218232 bytes, 31 allocs
`,
  `init internal/bytealg @0 ms, 0 ms clock, 0 bytes, 0 allocs
init internal/runtime/gc/scan @0.023 ms, 0 ms clock, 0 bytes, 0 allocs
init runtime @0.038 ms, 0.052 ms clock, 0 bytes, 0 allocs
init errors @0.28 ms, 0.001 ms clock, 0 bytes, 0 allocs
init iter @0.30 ms, 0.015 ms clock, 16 bytes, 1 allocs
init sync @0.34 ms, 0 ms clock, 0 bytes, 0 allocs
init internal/godebug @0.35 ms, 0.064 ms clock, 1856 bytes, 42 allocs
init syscall @0.43 ms, 0.003 ms clock, 768 bytes, 5 allocs
init time @0.45 ms, 0 ms clock, 0 bytes, 0 allocs
init internal/poll @0.46 ms, 0 ms clock, 72 bytes, 2 allocs
init io/fs @0.47 ms, 0 ms clock, 0 bytes, 0 allocs
init os @0.48 ms, 0.025 ms clock, 416 bytes, 9 allocs
init unicode @0.52 ms, 0.035 ms clock, 11400 bytes, 16 allocs
init regexp/syntax @0.57 ms, 0.006 ms clock, 2344 bytes, 6 allocs
init regexp @0.59 ms, 0.002 ms clock, 0 bytes, 0 allocs
loading... init example.com/shop/config%2ev2 @0.61 ms, 0.11 ms clock, 12320 bytes, 158 allocs
init main @0.73 ms, 0.25 ms clock, 218232 bytes, 31 allocs
`,
];
