# Writes models and data of the comparison to a folder: Rscript inputs.R FOLDER
# The data sets are lavaan's own; the large factor models are simulated (loadings .5 to .9, factor correlations .3).
suppressPackageStartupMessages(library(lavaan))
folder <- commandArgs(trailingOnly = TRUE)[1]
save <- function(name, model, data) {
  writeLines(model, file.path(folder, paste0(name, ".model")))
  write.csv(data, file.path(folder, paste0(name, ".csv")), row.names = FALSE)
}
save("holzinger", c("visual =~ x1 + x2 + x3", "textual =~ x4 + x5 + x6", "speed =~ x7 + x8 + x9"), HolzingerSwineford1939)
save("democracy", c(
  "ind60 =~ x1 + x2 + x3", "dem60 =~ y1 + y2 + y3 + y4", "dem65 =~ y5 + y6 + y7 + y8", "dem60 ~ ind60",
  "dem65 ~ ind60 + dem60", "y1 ~~ y5", "y2 ~~ y4 + y6", "y3 ~~ y7", "y4 ~~ y8", "y6 ~~ y8"), PoliticalDemocracy)
save("levels", c(
  "level: 1", "fw =~ y1 + y2 + y3", "fw ~ x1 + x2 + x3", "level: 2", "fb =~ y1 + y2 + y3", "fb ~ w1 + w2"), Demo.twolevel)
# A fifth of the values missing, completely at random.
set.seed(20)
incomplete <- HolzingerSwineford1939
for (name in paste0("x", 1:9)) incomplete[runif(nrow(incomplete)) < 0.2, name] <- NA
write.csv(incomplete, file.path(folder, "incomplete.csv"), row.names = FALSE)
factors <- function(name, count, items, n, seed) {
  set.seed(seed)
  root <- chol(0.7 * diag(count) + 0.3)
  scores <- matrix(rnorm(n * count), n) %*% root
  data <- lapply(seq_len(count * items), function(j) {
    loading <- 0.5 + 0.4 * ((7 * j) %% 11) / 10
    loading * scores[, (j - 1) %/% items + 1] + sqrt(1 - loading^2) * rnorm(n)
  })
  names(data) <- paste0("y", seq_along(data))
  model <- sapply(seq_len(count), function(f) {
    paste0("f", f, " =~ ", paste0("y", (f - 1) * items + seq_len(items), collapse = " + "))
  })
  save(name, model, as.data.frame(data))
}
# Nine items of four categories.
factors("ordinal", 3, 3, 1000, 9)
items <- read.csv(file.path(folder, "ordinal.csv"))
items[] <- lapply(items, function(item) findInterval(item, c(-0.8, 0.2, 1.1)) + 1)
write.csv(items, file.path(folder, "ordinal.csv"), row.names = FALSE)
factors("cfa60", 10, 6, 1000, 60)
factors("cfa200", 20, 10, 2000, 200)
