# Files by haven and foreign, and what foreign's own reader of SPSS files (derived from PSPP's) sees in them, as CSV.
# Run by make-files.py.
folder <- commandArgs(trailingOnly = TRUE)[1]
suppressMessages({library(haven); library(foreign)})
file <- function(name) file.path(folder, name)

set.seed(1)
survey <- data.frame(
  id = as.numeric(1:12),
  score = round(rnorm(12, 50, 10), 3),
  grade = c(1, 2, 3, NA, 1, 2, 3, 1, 2, 3, 1, NA),
  town = c("Köln", "", "Zürich", "Łódź", "São Paulo", "Oslo", "Wien", "Bern", "a", "b", "c", "d"),
  stringsAsFactors = FALSE)
labelled_survey <- survey
labelled_survey$grade <- labelled(survey$grade, c(low = 1, middle = 2, high = 3), label = "Grade at school")
attr(labelled_survey$score, "label") <- "Test score"
labelled_survey$day <- as.Date("2021-03-01") + 0:11
labelled_survey$moment <- as.POSIXct("2021-03-01 12:00:00", tz = "UTC") + 3600 * (0:11)

spss <- labelled_survey
spss$answer <- labelled_spss(c(1, 2, 3, 8, 9, 1, 2, 3, 8, 9, 1, NA), c(yes = 1, no = 2, refused = 9), na_values = c(8, 9))
spss$range <- labelled_spss(as.numeric(c(1:6, 91:96)), c(bad = 96), na_range = c(95, 99))
write_sav(spss, file("haven.sav"))
write_sav(spss, file("haven.zsav"), compress = TRUE)

stata <- labelled_survey
stata$refusal <- labelled(c(1, tagged_na("a"), 3, tagged_na("b"), 5:12), c(refused = tagged_na("a"), five = 5))
stata$whole <- 1:12
write_dta(stata, file("haven-14.dta"), version = 14)
plain <- stata
plain$town <- iconv(plain$town, "UTF-8", "ASCII//TRANSLIT")
write_dta(plain, file("haven-8.dta"), version = 8)

sas <- labelled_survey
suppressWarnings(write_sas(sas, file("haven.sas7bdat")))
write_xpt(labelled_survey[c("id", "score", "town", "day")], file("haven.xpt"), version = 8)

# foreign writes Stata's old forms in the session's encoding; here in Latin-1.
old <- survey
old$town <- iconv(c("Köln", "Graz", "Zürich", "x", "São Paulo", "Oslo", "Wien", "Bern", "a", "b", "c", "d"), "UTF-8", "latin1")
old$grade <- factor(old$grade, labels = c("low", "middle", "high"))
suppressWarnings(write.dta(old, file("foreign-latin1.dta"), version = 10))

for (name in c("people.sav", "people-rows.sav", "plain.sav", "people.por", "haven.sav", "code-page.sav")) {
  table <- tryCatch(
    suppressWarnings(read.spss(file(name), to.data.frame = FALSE, use.value.labels = FALSE, use.missings = FALSE,
      reencode = if (name == "code-page.sav") "CP850" else "UTF-8", trim.factor.names = TRUE)),
    error = function(e) { message(name, ": foreign cannot read it: ", conditionMessage(e)); NULL })
  if (is.null(table)) next
  table <- as.data.frame(lapply(table, function(x) if (is.numeric(x)) sprintf("%.17g", x) else sub(" +$", "", x)),
    stringsAsFactors = FALSE, check.names = FALSE)
  table[] <- lapply(table, function(x) { x[is.na(x) | x == "NA" | x == ""] <- "<NA>"; x })
  write.csv(table, file(paste0(name, ".csv")), row.names = FALSE)
}
