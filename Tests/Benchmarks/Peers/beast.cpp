// An echo on Boost.Beast, asynchronous and on one thread: read a message, write it, and again.
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <cstdlib>
#include <memory>
#include <sys/resource.h>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using tcp = asio::ip::tcp;
using error = boost::system::error_code;

template <class Stream> struct session : std::enable_shared_from_this<session<Stream>> {
    websocket::stream<Stream> stream;
    beast::flat_buffer buffer;

    template <class... Arguments>
    explicit session(Arguments &&...arguments)
        : stream(std::forward<Arguments>(arguments)...) {
        stream.read_message_max(4 << 20);
        stream.auto_fragment(false);
        if (std::getenv("DEFLATE")) {
            websocket::permessage_deflate deflate;
            deflate.server_enable = true;
            stream.set_option(deflate);
        }
    }

    void accept() {
        stream.async_accept([self = this->shared_from_this()](error failure) {
            if (!failure) self->read();
        });
    }

    void read() {
        stream.async_read(
            buffer, [self = this->shared_from_this()](error failure, std::size_t) {
                if (!failure) self->write();
            });
    }

    void write() {
        stream.text(stream.got_text());
        stream.async_write(
            buffer.data(), [self = this->shared_from_this()](error failure, std::size_t count) {
                if (failure) return;
                self->buffer.consume(count);
                self->read();
            });
    }
};

struct server {
    asio::io_context loop{1};
    asio::ssl::context tls{asio::ssl::context::tls_server};
    tcp::acceptor acceptor;
    bool isSecure = false;

    explicit server(unsigned short port)
        : acceptor(loop, {asio::ip::address_v4::loopback(), port}) {
        acceptor.listen(4096);
    }

    void accept() {
        acceptor.async_accept([this](error failure, tcp::socket socket) {
            if (!failure) open(std::move(socket));
            accept();
        });
    }

    void open(tcp::socket socket) {
        socket.set_option(tcp::no_delay(true));
        if (!isSecure) {
            std::make_shared<session<tcp::socket>>(std::move(socket))->accept();
            return;
        }
        using secure = beast::ssl_stream<tcp::socket>;
        auto one = std::make_shared<session<secure>>(std::move(socket), tls);
        one->stream.next_layer().async_handshake(
            asio::ssl::stream_base::server, [one](error failure) {
                if (!failure) one->accept();
            });
    }
};

int main(int count, char **words) {
    if (count < 2) return 2;
    rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    server echo(static_cast<unsigned short>(std::atoi(words[1])));
    if (count == 4) {
        echo.isSecure = true;
        echo.tls.use_certificate_chain_file(words[2]);
        echo.tls.use_private_key_file(words[3], asio::ssl::context::pem);
    }
    echo.accept();
    echo.loop.run();
}
