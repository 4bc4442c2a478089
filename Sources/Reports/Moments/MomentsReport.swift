import LinearAlgebra
import SurveyData

/// Mergeable moments as JSON, schema `sewall.moments/1`: numbers have 17 significant digits, so that none is lost on the way.
public enum MomentsReport {
  public static func json(_ moments: StoredMoments, version: String) -> String {
    JSONValue.object([
      ("schema", .string(StoredMoments.schema)),
      ("program", .string("sewall \(version)")),
      ("sources", .array(moments.sources.map { .string($0) })),
      ("rows", .integer(moments.rowsRead)),
      ("variables", .array(moments.variables.map { .string($0) })),
      ("group", .string(moments.groupVariable)),
      ("groups", .array(moments.groups.map(group))),
    ]).rendered()
  }

  private static func group(_ group: StoredMoments.Group) -> JSONValue {
    let products = group.sums.crossProducts
    let triangle = (0..<products.rowCount).flatMap { row in (0...row).map { JSONValue.number(products[row, $0]) } }
    return .object([
      ("label", .string(group.label)),
      ("n", .integer(group.sums.count)),
      ("missing", .array(group.missing.map { .integer($0) })),
      ("means", .array(group.sums.means.map { .number($0) })),
      ("means.remainders", .array(group.sums.meanRemainders.map { .number($0) })),
      ("cross.products", .array(triangle)),
    ])
  }
}
