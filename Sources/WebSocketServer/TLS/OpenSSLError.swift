import COpenSSL

/// The thread's queue of OpenSSL errors.
///
/// It must be empty before each call: an error that another connection left there would be taken
/// for this one's.
enum OpenSSLError {
    static func clear() { ERR_clear_error() }

    /// The first error in OpenSSL's words: what went wrong, not where that led; empties the queue.
    static func takeReason() -> String {
        defer { clear() }
        guard let text = ERR_reason_error_string(ERR_peek_error()) else {
            return "unknown reason"
        }
        return String(cString: text)
    }

    static var isKeyMismatch: Bool {
        let error = ERR_peek_error()
        return copenssl_reason(error) == X509_R_KEY_VALUES_MISMATCH
            || copenssl_reason(error) == X509_R_KEY_TYPE_MISMATCH
    }
}
