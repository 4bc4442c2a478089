import PathAnalysis
import SurveyData

/// A data file's variables, to be listed.
public struct VariableList: Sendable {
  public var dataName: String
  public var rowCount: Int
  public var variables: [VariableSummary]
  public var messages: [Message]

  public init(dataName: String, table: DataTable, messages: [Message] = []) {
    self.dataName = dataName
    rowCount = table.rowCount
    variables = table.columns.map(VariableSummary.init)
    self.messages = messages
  }
}
