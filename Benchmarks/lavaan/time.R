# One row of cases.csv, timed in this process: Rscript time.R key=value ...
# Prints: median seconds, runs, chi-square, peak memory in MB, lavaan's version.
suppressPackageStartupMessages(library(lavaan))
arguments <- commandArgs(trailingOnly = TRUE)
settings <- setNames(as.list(sub("^[^=]*=", "", arguments)), sub("=.*", "", arguments))
model <- paste(readLines(settings$model), collapse = "\n")
data <- read.csv(settings$data)
draws <- as.integer(settings$draws)
call <- list(model, data = data)
if (nzchar(settings$cluster)) call$cluster <- settings$cluster
if (nzchar(settings$group)) call$group <- settings$group
if (nzchar(settings$equal)) call$group.equal <- strsplit(settings$equal, " ")[[1]]
if (nzchar(settings$estimator)) call$estimator <- settings$estimator
if (nzchar(settings$missing)) call$missing <- settings$missing
if (nzchar(settings$ordered)) call$ordered <- TRUE
if (draws > 0) call <- c(call, list(se = "bootstrap", bootstrap = draws))

work <- function() {
  fit <- do.call(settings$preset, call)
  if (draws > 0) parameterEstimates(fit, boot.ci.type = "perc")
  fitMeasures(fit, "chisq")
}
if (draws == 0) invisible(cfa("f =~ x1 + x2 + x3", HolzingerSwineford1939)) # R compiles functions at their second call
set.seed(2021)
seconds <- c()
repeat {
  started <- proc.time()[["elapsed"]]
  chisq <- work()
  seconds <- c(seconds, proc.time()[["elapsed"]] - started)
  if (length(seconds) >= 21 || sum(seconds) > 5) break
}
status <- readLines("/proc/self/status")
peak <- as.numeric(gsub("\\D", "", grep("^VmHWM", status, value = TRUE))) / 1024
cat(median(seconds), length(seconds), format(as.numeric(chisq), digits = 10), peak, as.character(packageVersion("lavaan")), "\n")
