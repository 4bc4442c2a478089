import LinearAlgebra
import PathAnalysis
import SurveyData

/// Moments in place of data: a covariance matrix, or correlations with standard deviations.
struct MomentsInput {
  var options: InputOptions
  var input: ModelInput

  func read() throws(Failure) -> DataSource {
    try refuseContradictions()
    let isCovariance = !options.cov.isEmpty
    let matrices = files(isCovariance ? options.cov : options.cor)
    let sizes = try sampleSizes(count: matrices.count)
    var samples: [Sample] = []
    for (matrix, size) in zip(matrices, sizes) {
      let (variables, covariance) =
        isCovariance ? try self.matrix(matrix.path, as: "covariances") : try covarianceOfCorrelations(matrix)
      samples.append(
        Sample(
          label: matrix.group, variables: variables, sampleSize: size, covariance: covariance,
          means: try means(of: variables, group: matrix.group)))
    }
    var findings = Self.ignored(input, options).map { [$0] } ?? []
    if !isCovariance, options.sds.isEmpty {
      findings.append(Finding(.note, "standardised", "No standard deviations are given: the variables are taken as standardised"))
    }
    return DataSource(content: .moments(samples), name: matrices.map(\.path).joined(separator: ", "), findings: findings)
  }

  /// What moments take the place of.
  static func ignored(_ input: ModelInput, _ options: InputOptions) -> Finding? {
    let ignored =
      input.ignoredKeys + input.frontMatter.preparationKeys + (options.data == nil ? [] : ["data"])
      + (options.missingCodes == nil ? [] : ["missing-codes"])
    if ignored.isEmpty { return nil }
    return Finding(.note, "ignored", "Moments are given, so these are ignored: \(ignored.joined(separator: ", "))")
  }

  /// A file of moments, of one group or of the whole sample (an empty name).
  private struct GroupFile {
    var group: String
    var path: String
  }

  private func files(_ given: [String]) -> [GroupFile] {
    given.map { text in
      guard isOfGroup(text), let sign = text.firstIndex(of: "=") else { return GroupFile(group: "", path: text) }
      return GroupFile(group: String(text[..<sign]), path: String(text[text.index(after: sign)...]))
    }
  }

  /// The file of a group among those of one kind; without groups the only one.
  private func path(_ given: [String], group: String) -> String? {
    let files = files(given)
    return (files.first { $0.group == group } ?? (files.count == 1 ? files.first { $0.group.isEmpty } : nil))?.path
  }

  private func refuseContradictions() throws(Failure) {
    if !options.cov.isEmpty, !options.cor.isEmpty {
      throw input.failure(option: "cor", "two-matrices", "`cov` and `cor` are both given", advice: "give one of them")
    }
    let (name, given) = options.cov.isEmpty ? ("cor", options.cor) : ("cov", options.cov)
    let groups = files(given).map(\.group)
    if groups.count > 1, groups.contains("") || Set(groups).count < groups.count {
      throw input.failure(
        option: name, "unnamed-group", "`\(name)` is given \(groups.count) times: each matrix of several needs its group's name",
        advice: "write --\(name) women=FILE --\(name) men=FILE")
    }
    for (name, given) in [("sds", options.sds), ("means", options.means)] where !given.isEmpty {
      if let lacking = groups.first(where: { path(given, group: $0) == nil }) {
        throw input.failure(
          option: name, "missing-group", "`\(name)` has no file for group `\(lacking)`", advice: "write --\(name) \(lacking)=FILE"
        )
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

  private func sampleSizes(count: Int) throws(Failure) -> [Int] {
    guard let given = options.sampleSize else {
      throw Failure(
        .wrongUsage, "no-sample-size", "moments need the number of cases they come from",
        advice: "give --n N, or `n: N` in the front matter")
    }
    guard given.items.count == count else {
      throw input.failure(
        option: "n", "sample-size-count",
        "`n` has \(given.items.count) values for \(count) \(count == 1 ? "matrix" : "matrices")",
        advice: "give one number of cases for each matrix, in their order; write thousands without a comma")
    }
    var sizes: [Int] = []
    for item in given.items {
      guard let size = Int(item), size > 1, size <= 1_000_000_000 else {
        throw input.failure(option: "n", "bad-number", "`\(item)` is no number of cases")
      }
      sizes.append(size)
    }
    return sizes
  }

  private func covarianceOfCorrelations(_ file: GroupFile) throws(Failure) -> (variables: [String], matrix: Matrix) {
    let correlations = try matrix(file.path, as: "correlations")
    let deviations = path(options.sds, group: file.group)
    let sds = try deviations.map { path throws(Failure) in try column(path, kind: "sd", as: "standard deviations") }
    do {
      return try MomentsReader.covariance(correlations: correlations, sds: sds)
    } catch {
      throw Failure(error, in: error.id == "missing-deviation" ? deviations ?? file.path : file.path)
    }
  }

  private func means(of variables: [String], group: String) throws(Failure) -> [Double]? {
    guard let path = path(options.means, group: group) else { return nil }
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
