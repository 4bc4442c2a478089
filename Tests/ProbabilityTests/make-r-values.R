# Writes Tables/RValues.swift: random numbers as R (4.2.2) draws them with its default kinds. Run in this folder.
show <- function(x) paste(sprintf("%.17g", x), collapse = " ")
lines <- character()
for (seed in c(0, 1, 42, 123, 2021, 2147483647, -1)) {
  stored <- seed %% 2^32
  set.seed(seed)
  lines <- c(lines, paste("uniform", sprintf("%.0f", stored), show(runif(1300)[c(1:5, 622:626, 1246:1250)])))
  set.seed(seed)
  lines <- c(lines, paste("normal", sprintf("%.0f", stored), show(rnorm(12))))
  for (n in c(1, 2, 10, 278, 65535, 65536, 65537, 1e6, 2147483647)) {
    set.seed(seed)
    indices <- sapply(1:8, function(i) sample.int(n, 1)) - 1
    lines <- c(lines, paste("index", sprintf("%.0f", stored), sprintf("%.0f", n), show(indices)))
  }
}
# Far tails of the normal, which few draws reach: the least and the largest of many.
set.seed(7)
many <- rnorm(200000)
lines <- c(lines, paste("extreme 7 200000", show(c(min(many), max(many)))))
writeLines(c("// Written by make-r-values.R with R 4.2.2.", 'let valuesOfR = """', paste0("  ", lines), '  """'), "Tables/RValues.swift")
