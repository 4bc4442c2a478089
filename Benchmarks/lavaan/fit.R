# Fits with lavaan what Benchmarks/lavaan/agree wrote to a folder: Rscript fit.R FOLDER
# NAME.R holds the function, the model and the options of a fit, NAME.csv its data; NAME.parameters.csv and NAME.measures.csv are
# written beside them, or NAME.refused with lavaan's words where there is no solution.
suppressPackageStartupMessages(library(lavaan))
folder <- commandArgs(trailingOnly = TRUE)[1]
for (file in list.files(folder, pattern = "[.]R$", full.names = TRUE)) {
  name <- sub("[.]R$", "", file)
  job <- source(file)$value
  data <- read.csv(paste0(name, ".csv"))
  warned <- character(0)
  outcome <- tryCatch(withCallingHandlers({
    # lavaan's EM of the saturated model stops early by default, which shows in chi-square.
    exact <- if (!is.null(job$options$missing) || grepl("level:", job$model)) {
      list(em.h1.iter.max = 50000L, em.h1.tol = 1e-11, em.fx.tol = 1e-12, em.dx.tol = 1e-6, em.iter.max = 50000L)
    }
    fit <- do.call(job$fun, c(list(model = job$model, data = data), job$options, exact))
    if (!lavInspect(fit, "converged")) stop("not converged")
    standardized <- standardizedSolution(fit, se = FALSE)
    rows <- parameterTable(fit)
    keep <- !rows$op %in% c("==", "<", ">")
    columns <- intersect(c("lhs", "op", "rhs", "group", "level", "free", "est", "se"), names(rows))
    table <- rows[keep, columns]
    key <- function(t) paste(t$lhs, t$op, t$rhs, if ("group" %in% names(t)) t$group else 1)
    if (!"level" %in% names(rows)) table$std.all <- standardized$est.std[match(key(table), key(standardized))]
    measures <- fitMeasures(fit)
    write.csv(table, paste0(name, ".parameters.csv"), row.names = FALSE)
    write.csv(data.frame(name = names(measures), value = as.numeric(measures)), paste0(name, ".measures.csv"), row.names = FALSE)
    NULL
  }, warning = function(w) {
    warned <<- c(warned, conditionMessage(w))
    invokeRestart("muffleWarning")
  }), error = conditionMessage)
  if (!is.null(outcome)) writeLines(outcome, paste0(name, ".refused"))
  if (length(warned)) writeLines(warned, paste0(name, ".warned"))
}
cat("lavaan", as.character(packageVersion("lavaan")), "\n")
