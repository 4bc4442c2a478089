# Writes MeasurementValues.swift: omega by lavaan and psych, average variance extracted and HTMT of the five scales of
# ../../SurveyDataTests/Scales/big-five.csv. Run in this folder.
suppressMessages({library(lavaan); library(psych)})
data <- read.csv("../../SurveyDataTests/Scales/big-five.csv", comment.char = "#")
for (item in c("A1", "C4", "C5", "E1", "E2", "O2", "O5")) data[[item]] <- 7 - data[[item]]
# The stationary point itself, by Newton steps with a difference Jacobian: lavaan's optimiser stops about 1e-6 before it.
optimum <- function(items) {
  x <- as.matrix(na.omit(items))
  S <- crossprod(sweep(x, 2, colMeans(x))) / nrow(x)
  k <- ncol(S)
  gradient <- function(t) {
    l <- t[1:k]
    P <- solve(tcrossprod(l) + diag(t[k + 1:k]))
    W <- P - P %*% S %*% P
    c(2 * W %*% l, diag(W))
  }
  t <- c(sqrt(diag(S)), diag(S)) * .6
  value <- function(t) { V <- tcrossprod(t[1:k]) + diag(t[k + 1:k]); log(det(V)) + sum(diag(solve(V, S))) }
  t <- optim(t, value, gradient, method = "BFGS", control = list(reltol = 1e-15, maxit = 1000))$par
  for (i in 1:6) {
    J <- sapply(1:(2 * k), function(j) { h <- replace(numeric(2 * k), j, 1e-6); (gradient(t + h) - gradient(t - h)) / 2e-6 })
    t <- t - solve(J, gradient(t))
  }
  stopifnot(max(abs(gradient(t))) < 1e-13)
  list(loadings = t[1:k], residuals = t[k + 1:k])
}
exact <- function(x) paste(sprintf("%.17g", unlist(x)), collapse = " ")
lines <- character()
names <- c("A", "C", "E", "N", "O")
for (name in names) {
  items <- paste0(name, 1:5)
  model <- paste0("f =~ ", paste0("l", 1:5, "*", items, collapse = " + "), "\n", paste0(items, " ~~ e", 1:5, "*", items, collapse = "\n"),
    "\nomega := (l1+l2+l3+l4+l5)^2 / ((l1+l2+l3+l4+l5)^2 + e1+e2+e3+e4+e5)")
  fit <- cfa(model, data, std.lv = TRUE, control = list(rel.tol = 1e-13), optim.force.converged = TRUE)
  row <- subset(parameterEstimates(fit), lhs == "omega")
  loadings <- subset(standardizedSolution(fit), op == "=~")$est.std
  o <- optimum(data[items])
  common <- o$loadings^2 / (o$loadings^2 + o$residuals)
  lines <- c(lines, paste(name, "optimum", exact(c(sum(o$loadings)^2 / (sum(o$loadings)^2 + sum(o$residuals)), mean(common), sqrt(common)))))
  psych <- suppressWarnings(suppressMessages(omega(na.omit(data[items]), nfactors = 1, fm = "ml", plot = FALSE)))
  lines <- c(lines, paste(name, "omega", exact(row[c("est", "se", "ci.lower", "ci.upper")])), paste(name, "psych", exact(psych$omega.tot)),
    paste(name, "loadings", exact(loadings)), paste(name, "ave", exact(mean(loadings^2))))
}
r <- abs(cor(data[paste0(rep(names, each = 5), 1:5)], use = "complete.obs"))
ratio <- function(average) {
  block <- function(a, b) r[paste0(a, 1:5), paste0(b, 1:5)]
  within <- function(a) { m <- block(a, a); average(m[lower.tri(m)]) }
  unlist(lapply(names, function(a) sapply(names, function(b) if (a == b) 1 else average(block(a, b)) / sqrt(within(a) * within(b)))))
}
lines <- c(lines, paste("all arithmetic", exact(ratio(mean))), paste("all geometric", exact(ratio(function(x) exp(mean(log(x)))))))
writeLines(c(paste0("// Written by make-r-values.R with lavaan ", packageVersion("lavaan"), " and psych ", packageVersion("psych"), "."),
  'let measurementValues = """', paste0("  ", lines), '  """'), "MeasurementValues.swift")
