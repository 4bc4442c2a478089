#ifndef SEWALL_WIDE_SUMS_H
#define SEWALL_WIDE_SUMS_H

// A loop of LinearAlgebra that Swift cannot compile for AVX2 alone while the rest of the program runs on any x86-64: the sum of
// rows of 14 doubles, chosen by number. It adds in the same order as the Swift loop and gives the same bits.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)

typedef double sewall_four_doubles __attribute__((vector_size(32), aligned(16)));
typedef double sewall_two_doubles __attribute__((vector_size(16)));

static inline bool sewall_has_wide_sums(void) {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2");
}

// total[0...13] := the sum over i < count of table[14 * rows[i] ...]; table and total are aligned to 16 bytes.
__attribute__((target("avx2"))) static inline void sewall_wide_sum_of_14(const uint32_t *rows, size_t count,
                                                                         const double *table, double *total) {
  sewall_four_doubles s0 = {0}, s1 = {0}, s2 = {0};
  sewall_two_doubles s3 = {0};
  for (size_t i = 0; i < count; i++) {
    const double *row = table + 14 * (size_t)rows[i];
    s0 += *(const sewall_four_doubles *)row;
    s1 += *(const sewall_four_doubles *)(row + 4);
    s2 += *(const sewall_four_doubles *)(row + 8);
    s3 += *(const sewall_two_doubles *)(row + 12);
  }
  *(sewall_four_doubles *)total = s0;
  *(sewall_four_doubles *)(total + 4) = s1;
  *(sewall_four_doubles *)(total + 8) = s2;
  *(sewall_two_doubles *)(total + 12) = s3;
}

#else

static inline bool sewall_has_wide_sums(void) { return false; }

static inline void sewall_wide_sum_of_14(const uint32_t *rows, size_t count, const double *table, double *total) {
  (void)rows, (void)count, (void)table, (void)total;
}

#endif
#endif
