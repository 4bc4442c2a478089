import LinearAlgebra
import PathAnalysis
import SurveyData

/// What the model is fitted to, as read from the files that the options name.
struct SampleInput: Sendable {
  var sample: Sample
  /// The file, as given.
  var name: String
  /// Present when rows were read.
  var listwise: ListwiseResult?
  var findings: [Finding] = []

  /// Reads data or moments of the model's variables.
  ///
  /// Throws a failure with status 64 for options that contradict each other, 65 for wrong content and 66 for missing files.
  static func read(_ options: InputOptions, variables: [String], _ input: ModelInput) throws(Failure) -> SampleInput {
    let givesMoments = !options.cov.isEmpty || !options.cor.isEmpty
    if givesMoments {
      let moments = try MomentsInput(options: options, input: input).read()
      let products = variables.filter { $0.contains(":") && !moments.sample.variables.contains($0) }
      if let product = products.first {
        throw Failure(
          .wrongInput, "product-of-moments", "`\(product)` cannot be computed from moments", place: moments.name,
          advice: "give the product's own row in the matrix, or the raw data")
      }
      try input.refuseUnknown(variables, among: moments.sample.variables, in: moments.name)
      return moments
    }
    guard let path = options.data else {
      throw Failure(
        .missingInput, "no-data", "there is nothing to fit `\(input.source.name)` to",
        advice: "give --data FILE, or --cov FILE --n N, or a line `data: FILE` in the front matter")
    }
    for (name, isGiven) in [("sds", !options.sds.isEmpty), ("means", !options.means.isEmpty), ("n", options.sampleSize != nil)]
    where isGiven {
      throw input.failure(option: name, "without-moments", "`\(name)` belongs to `cov` or `cor`, and there is `data`")
    }
    return try DataInput(
      path: path, missingCodes: options.missingCodes, decimalComma: options.decimalComma, input: input
    ).read(variables)
  }
}
