# Reference values of team agreement, from R's multilevel 2.7 and psych 2.2.9 (Debian: r-cran-multilevel, r-cran-psych).
#
#   Rscript make-r-values.R > TeamValues.swift; swift format -i TeamValues.swift
#
# Data: bh1996 (hours of work of 7,382 soldiers in 99 companies, here as counts), lq2002 (eleven leadership items, answers 1 to 5, of
# the companies numbered below 15) and the ratings of Shrout and Fleiss (1979, Table 2); the first two come with multilevel.
suppressMessages({library(multilevel); library(psych)})
data(bh1996); data(lq2002)
number <- function(x) paste(trimws(formatC(x, digits = 15, format = "g")), collapse = ", ")
value <- function(name, text) cat("  static let ", name, " = ", text, "\n", sep = "")
text <- function(name, lines, comment) {
  cat("  /// ", comment, "\n", sep = "")
  cat("  static let ", name, " = \"\"\"\n", paste0("    ", lines, "\n"), "    \"\"\"\n", sep = "")
}
wrapped <- function(words) strwrap(paste(words, collapse = " "), 120)

cat("/// Written by make-r-values.R: data of R's multilevel and psych, and what these packages compute from them.\nenum TeamValues {\n")
counts <- as.data.frame(table(GRP = bh1996$GRP, HRS = bh1996$HRS), stringsAsFactors = FALSE)
counts <- counts[counts$Freq > 0, ]; counts <- counts[order(as.numeric(counts$GRP), as.numeric(counts$HRS)), ]
text("hours", wrapped(paste(counts$GRP, counts$HRS, counts$Freq, sep = ":")), "bh1996: company:hours:soldiers.")
model <- aov(HRS ~ as.factor(GRP), data = bh1996); anova <- summary(model)[[1]]
sizes <- as.numeric(table(bh1996$GRP)); N <- sum(sizes); G <- length(sizes)
adjusted <- (N - sum(sizes^2) / N) / (G - 1)
stopifnot(all.equal(ICC1(model), unname(statsBy(bh1996[, c("GRP", "HRS", "LEAD")], "GRP")$ICC1["HRS"])))
value("hoursMeanSquares", paste0("[", number(c(anova[1, 3], anova[2, 3])), "]"))
value("hoursICC1", number(ICC1(model)))
value("hoursICC2", number(ICC2(model)))
value("hoursF", number(anova[1, 4]))
cat("  /// With (N - sum n^2 / N) / (G - 1) as the size.\n")
value("hoursAdjustedSize", number(adjusted))
value("hoursAdjustedICC1", number((anova[1, 3] - anova[2, 3]) / (anova[1, 3] + (adjusted - 1) * anova[2, 3])))

few <- lq2002[as.numeric(lq2002$COMPID) < 15, ]
items <- few[, 3:13]
text("leadership", wrapped(paste0(few$COMPID, ":", apply(items, 1, paste, collapse = ""))), "lq2002: company:answers to LEAD01 to LEAD11.")
score <- rowMeans(items); model <- aov(score ~ as.factor(few$COMPID)); anova <- summary(model)[[1]]
value("leadershipICC1", number(ICC1(model))); value("leadershipICC2", number(ICC2(model)))
value("leadershipF", number(anova[1, 4])); value("leadershipP", number(anova[1, 5]))
cat("  /// Company, members, rwg(j), r*wg(j), AD(j) of the eleven items; rwg and AD of the first.\n")
companies <- as.character(unique(few$COMPID))
by <- function(result, column) result[match(companies, as.character(result[, 1])), column]
rows <- cbind(as.numeric(companies), by(rwg.j(items, few$COMPID, 2), 3), by(rwg.j(items, few$COMPID, 2), 2),
  by(rwg.j.lindell(items, few$COMPID, 2), 2), by(ad.m(items, few$COMPID), 2), by(rwg(items[, 1], few$COMPID, 2), 2),
  by(ad.m(items[, 1], few$COMPID), 2))
value("agreement", paste0("[\n", paste0("    [", apply(rows, 1, number), "],\n", collapse = ""), "  ]"))
cat("  /// rwg of the first item against a variance of 1.04: zero where members vary more.\n")
value("agreementNormalNull", paste0("[", number(round(by(rwg(items[, 1], few$COMPID, 1.04), 2), 12)), "]"))

judges <- matrix(c(9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7), ncol = 4, byrow = TRUE)
cat("  /// Shrout and Fleiss: ICC, F, df1, df2, p, lower, upper of ICC1, ICC2, ICC3, ICC1k, ICC2k, ICC3k.\n")
rater <- function(x) { r <- ICC(x, lmer = FALSE)$results; apply(as.matrix(r[, 2:8]), 1, number) }
value("judges", paste0("[\n", paste0("    [", rater(judges), "],\n", collapse = ""), "  ]"))
cat("  /// The same of the first forty soldiers and eleven leadership items.\n")
value("itemsAsRaters", paste0("[\n", paste0("    [", rater(items[1:40, ]), "],\n", collapse = ""), "  ]"))
cat("}\n")
