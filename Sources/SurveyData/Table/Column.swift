/// One variable of a data file: a name and a value for every row.
public struct Column: Sendable, Hashable {
  /// The values, all of one kind.
  public enum Storage: Sendable, Hashable {
    /// NaN stands for missing.
    case numbers(Numbers)
    /// `nil` stands for missing.
    case text(Texts)
  }

  public var name: String
  public var storage: Storage
  /// In a column of text that was read from a file: the first row (from 0) whose cell is not a number.
  public var firstTextRow: Int?
  /// What the file says of the variable beside its values.
  public var information = VariableInformation()

  public init(name: String, storage: Storage, firstTextRow: Int? = nil) {
    self.name = name
    self.storage = storage
    self.firstTextRow = firstTextRow
  }

  /// A column of numbers, NaN for missing.
  public init(_ name: String, _ numbers: [Double]) {
    self.init(name: name, storage: .numbers(Numbers(numbers)))
  }

  public var count: Int {
    switch storage {
    case .numbers(let values): values.count
    case .text(let values): values.count
    }
  }

  public var missingCount: Int {
    switch storage {
    case .numbers(let values): values.missingCount
    case .text(let values): values.reduce(0) { $1 == nil ? $0 + 1 : $0 }
    }
  }
}
