#ifndef SEWALL_WIDE_SUMS_H
#define SEWALL_WIDE_SUMS_H

// A loop of LinearAlgebra that Swift cannot compile for AVX2 alone while the rest of the program runs on any x86-64: the sum of
// rows of up to 28 doubles, chosen by number. It adds in the same order as the Swift loop and gives the same bits.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)

typedef double sewall_four_doubles __attribute__((vector_size(32), aligned(16)));

static inline bool sewall_has_wide_sums(void) {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2");
}

// The sums are named one by one, so that they stay in registers.
#define SEWALL_WIDE_SUM(WIDTH)                                                                                         \
  __attribute__((target("avx2"))) static inline void sewall_wide_sum_##WIDTH(                                          \
      const uint32_t *rows, size_t count, const sewall_four_doubles *table, sewall_four_doubles *total) {              \
    sewall_four_doubles s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0}, s4 = {0}, s5 = {0}, s6 = {0};                          \
    for (size_t i = 0; i < count; i++) {                                                                               \
      const sewall_four_doubles *row = table + WIDTH * (size_t)rows[i];                                                \
      s0 += row[0];                                                                                                    \
      if (WIDTH > 1) s1 += row[1];                                                                                     \
      if (WIDTH > 2) s2 += row[2];                                                                                     \
      if (WIDTH > 3) s3 += row[3];                                                                                     \
      if (WIDTH > 4) s4 += row[4];                                                                                     \
      if (WIDTH > 5) s5 += row[5];                                                                                     \
      if (WIDTH > 6) s6 += row[6];                                                                                     \
    }                                                                                                                  \
    total[0] = s0;                                                                                                     \
    if (WIDTH > 1) total[1] = s1;                                                                                      \
    if (WIDTH > 2) total[2] = s2;                                                                                      \
    if (WIDTH > 3) total[3] = s3;                                                                                      \
    if (WIDTH > 4) total[4] = s4;                                                                                      \
    if (WIDTH > 5) total[5] = s5;                                                                                      \
    if (WIDTH > 6) total[6] = s6;                                                                                      \
  }

SEWALL_WIDE_SUM(1)
SEWALL_WIDE_SUM(2)
SEWALL_WIDE_SUM(3)
SEWALL_WIDE_SUM(4)
SEWALL_WIDE_SUM(5)
SEWALL_WIDE_SUM(6)
SEWALL_WIDE_SUM(7)

// total[0 ..< width] := the sum over i < count of table[width * rows[i] ...], in fours of doubles aligned to 16 bytes; width <= 7.
static inline void sewall_wide_sum(const uint32_t *rows, size_t count, const void *table, size_t width, void *total) {
  const sewall_four_doubles *fours = (const sewall_four_doubles *)table;
  sewall_four_doubles *sums = (sewall_four_doubles *)total;
  switch (width) {
  case 1: sewall_wide_sum_1(rows, count, fours, sums); break;
  case 2: sewall_wide_sum_2(rows, count, fours, sums); break;
  case 3: sewall_wide_sum_3(rows, count, fours, sums); break;
  case 4: sewall_wide_sum_4(rows, count, fours, sums); break;
  case 5: sewall_wide_sum_5(rows, count, fours, sums); break;
  case 6: sewall_wide_sum_6(rows, count, fours, sums); break;
  default: sewall_wide_sum_7(rows, count, fours, sums); break;
  }
}

#else

static inline bool sewall_has_wide_sums(void) { return false; }

static inline void sewall_wide_sum(const uint32_t *rows, size_t count, const void *table, size_t width, void *total) {
  (void)rows, (void)count, (void)table, (void)width, (void)total;
}

#endif
#endif
