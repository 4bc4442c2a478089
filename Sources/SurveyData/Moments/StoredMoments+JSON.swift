import LinearAlgebra

extension StoredMoments {
  /// The moments that a file of `sewall moments` holds.
  ///
  /// Its members are `schema`, `variables`, `group` (the grouping variable or null), `rows` (read), `sources`, and `groups`, each with
  /// `label`, `n`, `means`, `means.remainders` (what rounding left of them; may be absent), `cross.products` (sums of products of
  /// deviations from the means, the lower triangle row by row) and `missing` (counts by variable).
  ///
  /// Throws `not-json`, `wrong-schema`, `bad-moments`, `no-variables`, `duplicate-name`, `negative-variance` or `empty-file`.
  public init(json bytes: [UInt8]) throws(DataError) {
    guard !bytes.isEmpty else { throw DataError("empty-file", "the file is empty") }
    let content = try JSONReader.read(bytes)
    let schema = content["schema"]?.string
    guard schema == Self.schema else {
      throw DataError(
        "wrong-schema", schema.map { "the file's schema is `\(excerpt($0))`, not `\(Self.schema)`" } ?? "the file has no schema",
        advice: "`sewall moments DATA --output part.json` makes such files")
    }
    let names = content["variables"]?.elements?.map(\.string)
    guard let names, !names.contains(nil) else { throw Self.bad("`variables` is not a list of names") }
    let variables = names.compactMap { $0 }
    guard !variables.isEmpty, !variables.contains("") else {
      throw DataError("no-variables", "the file names no variables, or one without a name")
    }
    var seen: Set<String> = []
    if let twice = variables.first(where: { !seen.insert($0).inserted }) {
      throw DataError("duplicate-name", "two variables are called `\(excerpt(twice))`")
    }
    guard let parts = content["groups"]?.elements, !parts.isEmpty else { throw Self.bad("there are no `groups`") }
    var groups: [Group] = []
    for part in parts { groups.append(try Group(part, variables: variables)) }
    if Set(groups.map(\.label)).count < groups.count { throw Self.bad("two groups have the same `label`") }
    let used = groups.reduce(0) { $0 + $1.sums.count }
    guard let rows = content["rows"]?.integer, rows >= used else {
      throw Self.bad("`rows` is not the number of rows read, \(used) at least")
    }
    self.init(
      variables: variables, groupVariable: content["group"]?.string, groups: groups, rowsRead: rows,
      sources: content["sources"]?.elements?.compactMap(\.string) ?? [])
    if groupVariable == nil, groups.count > 1 { throw Self.bad("there are several groups, and no variable that makes them") }
  }

  public static let schema = "sewall.moments/1"

  fileprivate static func bad(_ what: String) -> DataError {
    DataError("bad-moments", what, advice: "make the file anew with `sewall moments`")
  }
}

extension StoredMoments.Group {
  /// The most rows that a file may claim: so many that counts of files never overflow.
  private static let mostRows = 1_000_000_000_000_000

  fileprivate init(_ content: JSONContent, variables: [String]) throws(DataError) {
    guard let label = content["label"]?.string else { throw StoredMoments.bad("a group has no `label`") }
    let place = label.isEmpty ? "" : " of group `\(excerpt(label))`"
    func numbers(_ name: String, count: Int) throws(DataError) -> [Double] {
      let elements = content[name]?.elements ?? []
      guard elements.count == count else {
        throw StoredMoments.bad("`\(name)`\(place) has \(elements.count) values; \(variables.count) variables need \(count)")
      }
      let values = elements.compactMap { $0.number.flatMap { $0.isFinite ? $0 : nil } }
      guard values.count == count else { throw StoredMoments.bad("`\(name)`\(place) holds something that is no finite number") }
      return values
    }
    let p = variables.count
    guard let n = content["n"]?.integer, n > 0, n <= Self.mostRows else {
      throw StoredMoments.bad("`n`\(place) is not a number of rows above zero")
    }
    let means = try numbers("means", count: p)
    let remainders = content["means.remainders"] == nil ? means.map { _ in 0 } : try numbers("means.remainders", count: p)
    let missing = try numbers("missing", count: p).map { Int(exactly: $0) ?? -1 }
    guard missing.allSatisfy({ (0...Self.mostRows).contains($0) }) else {
      throw StoredMoments.bad("`missing`\(place) does not hold counts")
    }
    let triangle = try numbers("cross.products", count: p * (p + 1) / 2)
    var products = Matrix(rowCount: p, columnCount: p)
    var next = 0
    for row in 0..<p {
      for column in 0...row {
        products[row, column] = triangle[next]
        products[column, row] = triangle[next]
        next += 1
      }
      if products[row, row] < 0 {
        throw DataError("negative-variance", "the variance of `\(excerpt(variables[row]))`\(place) is negative")
      }
    }
    self.init(
      label: label, sums: MomentSums(count: n, means: means, meanRemainders: remainders, crossProducts: products),
      missing: missing)
  }
}
