# Writes DescriptionValues.swift: Table 1 of data/tal_or.csv, and of the items A1-A5 of ../Scales/big-five.csv, which lack some
# values, by R's psych and e1071. Run in this folder: Rscript make-r-values.R
suppressMessages({library(psych); library(e1071)})
talOr <- read.csv("../../../data/tal_or.csv")
agreeableness <- read.csv("../Scales/big-five.csv", comment.char = "#")[, 1:5]
exact <- function(x) ifelse(is.na(x), "nan", sprintf("%.17g", x))
lines <- character()
value <- function(...) lines <<- c(lines, paste(...))
for (set in list(list("talOr", talOr), list("bfi", agreeableness))) {
  data <- set[[2]]
  described <- psych::describe(data)
  for (name in names(data)) {
    x <- data[[name]]
    value(set[[1]], "basic", name, paste(exact(unlist(described[name, c("n", "mean", "sd", "median", "min", "max")])), collapse = " "))
    for (type in 1:3) {
      value(set[[1]], "shape", name, type, exact(e1071::skewness(x, na.rm = TRUE, type = type)),
        exact(e1071::kurtosis(x, na.rm = TRUE, type = type)))
    }
    value(set[[1]], "psych", name, exact(described[name, "skew"]), exact(described[name, "kurtosis"]))
  }
  for (j in 2:ncol(data)) for (i in 1:(j - 1)) {
    test <- cor.test(data[[i]], data[[j]])
    value(set[[1]], "cor", names(data)[i], names(data)[j], test$parameter + 2,
      paste(exact(c(test$estimate, test$statistic, test$p.value, test$conf.int)), collapse = " "))
  }
  m <- psych::mardia(data, plot = FALSE)
  value(set[[1]], "mardia", m$n.obs, m$n.var,
    paste(exact(c(m$b1p, m$b2p, m$skew, m$p.skew, m$small.skew, m$p.small, m$kurtosis, m$p.kurt)), collapse = " "))
  # Mardia's own S, divisor n.
  x <- scale(na.omit(as.matrix(data)), scale = FALSE); n <- nrow(x); p <- ncol(x)
  d <- x %*% solve(crossprod(x) / n) %*% t(x)
  value(set[[1]], "original", exact(sum(d^3) / n^2), exact(sum(diag(d)^2) / n))
}
writeLines(c(
  "// Written by make-r-values.R with psych 2.2.9 and e1071. Each line: data, kind, names and values.",
  'let descriptionValues = """', paste0("  ", lines), '  """'), "DescriptionValues.swift")
