import CCurl

/// One libcurl easy handle, used by one call at a time.
final class EasyHandle: @unchecked Sendable {
    private let curl: UnsafeMutableRawPointer
    private static let largestAnswer = 1 << 20

    init() {
        guard let curl = curl_easy_init() else { preconditionFailure("libcurl has no memory for a handle") }
        self.curl = curl
    }

    deinit {
        curl_easy_cleanup(curl)
    }

    func perform(
        _ call: HTTPClient.Call, connectMilliseconds: Int, _ hosts: PrivateHosts
    ) throws(HTTPClient.NoAnswer) -> HTTPClient.Answer {
        curl_easy_reset(curl)
        // Without an empty "Expect:", curl waits a second for a 100 Continue before a large body.
        let headers = (call.headers + ["Expect:"]).reduce(nil as UnsafeMutablePointer<curl_slist>?) {
            curl_slist_append($0, $1)
        }
        defer { curl_slist_free_all(headers) }
        setOptions(call, headers)
        kartify_set_long(curl, CURLOPT_CONNECTTIMEOUT_MS, min(connectMilliseconds, call.timeoutMilliseconds))
        let door = SocketGuard(call.url, hosts)
        door.guardSockets(of: curl)
        let received = Received()
        kartify_set_pointer(curl, CURLOPT_WRITEDATA, Unmanaged.passUnretained(received).toOpaque())
        let code = call.body.withUnsafeBytes { bytes in
            kartify_set_pointer(curl, CURLOPT_POSTFIELDS, bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1))
            return withExtendedLifetime((received, door)) { curl_easy_perform(curl) }
        }
        guard code == CURLE_OK else {
            let words = door.hasRefused ? SocketGuard.words : String(cString: curl_easy_strerror(code))
            throw HTTPClient.NoAnswer(reason: words)
        }
        var status = 0
        kartify_get_long(curl, CURLINFO_RESPONSE_CODE, &status)
        return HTTPClient.Answer(status: status, body: received.bytes)
    }

    private func setOptions(_ call: HTTPClient.Call, _ headers: UnsafeMutablePointer<curl_slist>?) {
        kartify_set_text(curl, CURLOPT_URL, call.url)
        kartify_set_text(curl, CURLOPT_PROTOCOLS_STR, "http,https")
        // No signals: they are the process's, not a thread's.
        kartify_set_long(curl, CURLOPT_NOSIGNAL, 1)
        // Does not wait for a silent name server beyond the time-out: the resolver's thread ends by itself.
        kartify_set_long(curl, CURLOPT_QUICK_EXIT, 1)
        kartify_set_long(curl, CURLOPT_POST, 1)
        kartify_set_long(curl, CURLOPT_POSTFIELDSIZE, call.body.count)
        kartify_set_pointer(curl, CURLOPT_HTTPHEADER, headers)
        kartify_set_long(curl, CURLOPT_TIMEOUT_MS, call.timeoutMilliseconds)
        // A proxy from the environment would see the token.
        kartify_set_text(curl, CURLOPT_NOPROXY, "*")
        kartify_set_write(curl, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            guard let bytes, let context else { return 0 }
            let received = Unmanaged<Received>.fromOpaque(context).takeUnretainedValue()
            guard received.bytes.count + size * count <= EasyHandle.largestAnswer else { return 0 }
            received.bytes.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: size * count))
            return size * count
        }
    }

    private final class Received {
        var bytes: [UInt8] = []
    }
}
