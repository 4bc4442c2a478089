import LinearAlgebra
import PathAnalysis
import SurveyData

/// Moments in place of data: a covariance matrix, or correlations with standard deviations.
struct MomentsInput {
  var options: InputOptions
  var input: ModelInput

  func read() throws(Failure) -> SampleInput {
    try refuseContradictions()
    let sampleSize = try sampleSize()
    let (path, isCovariance) = options.cov.first.map { ($0, true) } ?? (options.cor.first ?? "", false)
    let (variables, covariance) = isCovariance ? try matrix(path, as: "covariances") : try covarianceOfCorrelations(path)
    let sample = Sample(
      variables: variables, sampleSize: sampleSize, covariance: covariance, means: try means(of: variables))
    var findings: [Finding] = []
    let ignored =
      input.ignoredKeys + (options.data == nil ? [] : ["data"]) + (options.missingCodes == nil ? [] : ["missing-codes"])
    if !ignored.isEmpty {
      findings.append(Finding(.note, "ignored", "Moments are given, so these are ignored: \(ignored.joined(separator: ", "))"))
    }
    if !isCovariance, options.sds.isEmpty {
      findings.append(Finding(.note, "standardised", "No standard deviations are given: the variables are taken as standardised"))
    }
    return SampleInput(sample: sample, name: path, findings: findings)
  }

  private func refuseContradictions() throws(Failure) {
    if !options.cov.isEmpty, !options.cor.isEmpty {
      throw input.failure(option: "cor", "two-matrices", "`cov` and `cor` are both given", advice: "give one of them")
    }
    for (name, paths) in [("cov", options.cov), ("cor", options.cor), ("sds", options.sds), ("means", options.means)] {
      if paths.count > 1 || paths.first.map(isOfGroup) == true {
        throw Failure(
          .wrongInput, "not-available", "`\(name)` of several groups is not available yet: sewall fits one group so far")
      }
    }
    if options.cor.isEmpty, !options.sds.isEmpty {
      throw input.failure(option: "sds", "without-correlations", "`sds` belongs to `cor`, and there is `cov`")
    }
  }

  /// `women=women.csv`, where no file is called so.
  private func isOfGroup(_ path: String) -> Bool {
    path.contains("=") && (try? SystemCalls.status(ofPath: path)) == nil
  }

  private func sampleSize() throws(Failure) -> Int {
    guard let given = options.sampleSize else {
      throw Failure(
        .wrongUsage, "no-sample-size", "moments need the number of cases they come from",
        advice: "give --n N, or `n: N` in the front matter")
    }
    guard given.items.count == 1 else {
      throw input.failure(
        option: "n", "not-available", "`n` has \(given.items.count) values; sewall fits one group so far",
        advice: "write thousands without a comma")
    }
    guard let count = Int(given.items[0]), count > 1, count <= 1_000_000_000 else {
      throw input.failure(option: "n", "bad-number", "`\(given.items[0])` is no number of cases")
    }
    return count
  }

  private func covarianceOfCorrelations(_ path: String) throws(Failure) -> (variables: [String], matrix: Matrix) {
    let correlations = try matrix(path, as: "correlations")
    let sds = try options.sds.first.map { path throws(Failure) in try column(path, kind: "sd", as: "standard deviations") }
    do {
      return try MomentsReader.covariance(correlations: correlations, sds: sds)
    } catch {
      throw Failure(error, in: error.id == "missing-deviation" ? options.sds.first ?? path : path)
    }
  }

  private func means(of variables: [String]) throws(Failure) -> [Double]? {
    guard let path = options.means.first else { return nil }
    let given = try column(path, kind: "mean", as: "means")
    var means: [Double] = []
    for variable in variables {
      guard let mean = given.first(where: { $0.variable == variable }) else {
        throw Failure(.wrongInput, "missing-mean", "there is no mean for `\(variable)`", place: path)
      }
      means.append(mean.value)
    }
    return means
  }

  private func matrix(_ path: String, as role: String) throws(Failure) -> (variables: [String], matrix: Matrix) {
    let bytes = try InputFile.read(path, as: role)
    do { return try MomentsReader.covariance(bytes) } catch { throw Failure(error, in: path) }
  }

  private func column(_ path: String, kind: String, as role: String) throws(Failure) -> [(variable: String, value: Double)] {
    let bytes = try InputFile.read(path, as: role)
    do { return try MomentsReader.column(bytes, kind: kind) } catch { throw Failure(error, in: path) }
  }
}
