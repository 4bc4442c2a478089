import Glibc
import LinearAlgebra
import SurveyData

/// The heterotrait-monotrait ratios of several scales: how strongly items of different scales correlate, compared with items of
/// the same one (Henseler, Ringle & Sarstedt, 2015). Values above .85 or .90 say that two scales hardly measure two things.
///
/// For scales a and b, with mean absolute correlations of items between them (h) and within each (m):
/// `h_ab / sqrt(m_a m_b)`; HTMT2 has geometric means in place of arithmetic ones (Roemer, Schuberth & Henseler, 2021). Items are
/// taken after reversal, and their correlations over rows in which every item of all scales was answered.
public struct HeterotraitMonotrait: Sendable, Hashable {
  public enum Mean: String, Sendable, Hashable {
    /// HTMT.
    case arithmetic
    /// HTMT2.
    case geometric
  }

  public let names: [String]
  /// Complete rows.
  public let sampleSize: Int
  private let values: [Double]

  /// The ratio of scales i and j; 1 on the diagonal, NaN where a correlation does not exist.
  public subscript(i: Int, j: Int) -> Double { values[i * names.count + j] }

  /// `nil` for fewer than two scales or complete rows, or when an item is constant.
  public init?(_ scales: [ScaleScores], mean: Mean = .arithmetic) {
    guard scales.count > 1, let rowCount = scales.first?.items.rowCount else { return nil }
    guard scales.allSatisfy({ $0.items.rowCount == rowCount }) else { return nil }
    let columns = scales.flatMap { scale in (0..<scale.itemCount).map { scale.items.column($0) } }
    let items = Matrix(rowCount: rowCount, columnCount: columns.count, columnMajor: columns.flatMap(\.self))
    let complete = (0..<rowCount).filter { row in columns.allSatisfy { !$0[row].isNaN } }
    guard complete.count > 1 else { return nil }
    let covariance = MomentSums.of(items.submatrix(rows: complete, columns: Array(0..<columns.count))).covariance
    guard covariance.diagonal.allSatisfy({ $0 > 0 }) else { return nil }
    let scaling = Matrix.diagonal(covariance.diagonal.map { 1 / $0.squareRoot() })
    let correlation = scaling * covariance * scaling
    var places: [Range<Int>] = []
    for scale in scales {
      let start = places.last?.upperBound ?? 0
      places.append(start..<start + scale.itemCount)
    }
    let within = places.map { place in Self.mean(place.flatMap { i in (place.lowerBound..<i).map { correlation[i, $0] } }, mean) }
    names = scales.map(\.scale.name)
    sampleSize = complete.count
    values = places.indices.flatMap { a in
      places.indices.map { b in
        if a == b { return 1 }
        let between = Self.mean(places[a].flatMap { i in places[b].map { correlation[i, $0] } }, mean)
        return between / (within[a] * within[b]).squareRoot()
      }
    }
  }

  private static func mean(_ correlations: [Double], _ kind: Mean) -> Double {
    let count = Double(correlations.count)
    switch kind {
    case .arithmetic: return correlations.reduce(0) { $0 + $1.magnitude } / count
    case .geometric: return exp(correlations.reduce(0) { $0 + log($1.magnitude) } / count)
    }
  }
}
