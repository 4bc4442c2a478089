# Writes ScreeningValues.swift: signs of careless answers in ../Scales/big-five.csv, by functions of base R. Run in this folder.
data <- read.csv("../Scales/big-five.csv", comment.char = "#")
exact <- function(x) paste(ifelse(is.na(x), "nan", sprintf("%.17g", x)), collapse = " ")
longest <- apply(data, 1, function(row) { runs <- rle(ifelse(is.na(row), -seq_along(row), row)); max(runs$lengths[runs$values > 0]) })
keyed <- data
for (item in c("A1", "C4", "C5", "E1", "E2", "O2", "O5")) keyed[[item]] <- 7 - keyed[[item]]
half <- function(which) sapply(c("A", "C", "E", "N", "O"), function(name) rowMeans(keyed[paste0(name, which)], na.rm = TRUE))
odd <- half(c(1, 3, 5)); even <- half(c(2, 4))
r <- sapply(seq_len(nrow(data)), function(i) suppressWarnings(cor(odd[i, ], even[i, ], use = "complete.obs")))
complete <- complete.cases(data)
d <- rep(NA, nrow(data))
d[complete] <- mahalanobis(data[complete, ], colMeans(data[complete, ]), cov(data[complete, ]))
p <- pchisq(d, ncol(data), lower.tail = FALSE)
lines <- c(paste("longest", exact(longest)), paste("evenodd", exact(pmax(2 * r / (1 + r), -1))), paste("distance", exact(d)), paste("p", exact(p)))
writeLines(c("// Written by make-r-values.R with R 4.2.2.", 'let screeningValues = """', paste0("  ", lines), '  """'), "ScreeningValues.swift")
