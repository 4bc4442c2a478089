/// Where in the model file's front matter a step stands: `compute`, its entry `tenure_c`, and characters of its expression.
public struct PreparationPlace: Sendable, Hashable {
  public var key: String
  /// The entry of a key that holds several: the new variable's name; in a list, its number from 1.
  public var entry: String?
  /// UTF-8 offsets within the expression's text.
  public var characters: Range<Int>?

  public init(key: String, entry: String? = nil, characters: Range<Int>? = nil) {
    self.key = key
    self.entry = entry
    self.characters = characters
  }
}

extension PreparationPlace {
  /// What is wrong with these characters of the expression.
  func error(_ id: String, _ message: String, at characters: Range<Int>?, advice: String? = nil) -> DataError {
    var place = self
    place.characters = characters
    return DataError(id, message, advice: advice, step: place)
  }
}
