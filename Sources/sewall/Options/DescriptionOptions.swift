import ArgumentParser
import SurveyData

/// What a Table 1 shows.
struct DescriptionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Further variables of the data, before those of the model: age,sex. They do not change which cases are analysed.",
      valueName: "a,b"))
  var variables: CommaList?

  @Option(help: ArgumentHelp("Describe these variables, not those of the model, in the model's cases.", valueName: "a,b"))
  var only: CommaList?

  @Option(
    help: ArgumentHelp(
      "Definition of skew and kurtosis: spss (default; also SAS, Excel, jamovi), psych (R) or moments (uncorrected).",
      valueName: "name"))
  var skewness: ShapeDefinition?

  @Flag(help: "Add intervals of the correlations by Fisher's z, of the level that --level says.")
  var intervals = false

  @Flag(
    name: [.customLong("items"), .customLong("reliability")],
    help:
      "Add a table of the items of each scale: item-rest correlations, alpha if deleted, omega, average variance extracted; HTMT."
  )
  var items = false
}

extension ShapeDefinition: NamedChoice {
  static var otherSpellings: [String: ShapeDefinition] {
    [
      "sas": .spss, "excel": .spss, "jamovi": .spss, "jasp": .spss, "type2": .spss, "minitab": .psych, "type3": .psych,
      "type1": .moments,
    ]
  }
}
