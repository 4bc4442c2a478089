import LinearAlgebra

extension MomentsReader {
  /// The covariance matrix of correlations and standard deviations: `cov(a, b) = sd(a) r(a, b) sd(b)`.
  ///
  /// Without `sds` every standard deviation is 1: the variables are standardised. Standard deviations of other variables are
  /// ignored; a paper's table may hold more than its matrix.
  ///
  /// Throws `not-a-correlation` (outside -1…1, or a diagonal other than 1) or `missing-deviation`.
  public static func covariance(
    correlations: (variables: [String], matrix: Matrix), sds: [(variable: String, value: Double)]? = nil
  ) throws(DataError) -> (variables: [String], matrix: Matrix) {
    let (variables, matrix) = correlations
    try checkCorrelations(matrix, variables: variables)
    guard let sds else { return correlations }
    var deviations: [Double] = []
    for variable in variables {
      guard let given = sds.first(where: { $0.variable == variable }) else {
        throw DataError(
          "missing-deviation", "there is no standard deviation for `\(variable)`",
          advice: nameAdvice(for: variable, among: sds.map(\.variable)))
      }
      deviations.append(given.value)
    }
    var covariance = matrix
    for j in variables.indices {
      for i in variables.indices { covariance[i, j] = deviations[i] * matrix[i, j] * deviations[j] }
    }
    return (variables, covariance)
  }

  private static func checkCorrelations(_ matrix: Matrix, variables: [String]) throws(DataError) {
    for i in variables.indices {
      if matrix[i, i] != 1 {
        throw DataError(
          "not-a-correlation", "the correlation of `\(variables[i])` with itself is \(matrix[i, i]), not 1",
          advice: "if these are covariances, give them as covariances")
      }
      for j in 0..<i where abs(matrix[i, j]) > 1 {
        throw DataError(
          "not-a-correlation", "the correlation of `\(variables[i])` with `\(variables[j])` is \(matrix[i, j]), outside -1…1",
          advice: "if these are covariances, give them as covariances")
      }
    }
  }
}
