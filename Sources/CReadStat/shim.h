#ifndef SEWALL_CREADSTAT_SHIM_H
#define SEWALL_CREADSTAT_SHIM_H

// ReadStat's declarations (SPSS, Stata and SAS files), wherever its package puts them.

#if __has_include(<readstat.h>)
#include <readstat.h>
#else
// Homebrew on Apple silicon, whose folder is not searched of itself.
#include "/opt/homebrew/include/readstat.h"
#endif

#endif
