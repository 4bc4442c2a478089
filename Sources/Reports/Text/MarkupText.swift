extension String {
  /// As HTML and XML show it letter by letter. Control characters, for which XML has no place, are spaces.
  ///
  /// Goes by scalars: an ampersand with an accent upon it is one character, and is an ampersand to whoever reads the markup.
  var escapedForMarkup: String {
    var markup = ""
    for scalar in withoutControls.unicodeScalars {
      switch scalar {
      case "&": markup += "&amp;"
      case "<": markup += "&lt;"
      case ">": markup += "&gt;"
      case "\"": markup += "&quot;"
      case "'": markup += "&#39;"
      default: markup.unicodeScalars.append(scalar)
      }
    }
    return markup
  }
}
