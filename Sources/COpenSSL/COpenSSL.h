#pragma once
// What Swift cannot import of OpenSSL: macros, variadics, and a BIO over two buffers.
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <string.h>

// SHA-1 on the stack. What takes its place in OpenSSL 3 allocates a context, and may fail.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wdeprecated-declarations"
static inline void copenssl_sha1(const void *bytes, size_t count, unsigned char *digest) {
    SHA_CTX context;
    SHA1_Init(&context);
    SHA1_Update(&context, bytes, count);
    SHA1_Final(digest, &context);
}
#pragma clang diagnostic pop

// The ciphertext of one turn: OpenSSL reads what was received and appends what is to be sent.
typedef struct {
    const unsigned char *received;
    size_t received_at, received_end;
    unsigned char *sent;
    size_t sent_count, sent_capacity;
} copenssl_wire;

static inline int copenssl_wire_read(BIO *bio, char *to, int count) {
    copenssl_wire *wire = (copenssl_wire *)BIO_get_data(bio);
    size_t left = wire->received_end - wire->received_at;
    BIO_clear_retry_flags(bio);
    if (count <= 0) return 0;
    if (!left) {
        BIO_set_retry_read(bio);
        return -1;
    }
    if (left > (size_t)count) left = (size_t)count;
    memcpy(to, wire->received + wire->received_at, left);
    wire->received_at += left;
    return (int)left;
}

// All or nothing; a buffer that is full is an error, because the loop empties it in time.
static inline int copenssl_wire_write(BIO *bio, const char *from, int count) {
    copenssl_wire *wire = (copenssl_wire *)BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    if (count <= 0) return 0;
    if ((size_t)count > wire->sent_capacity - wire->sent_count) return -1;
    memcpy(wire->sent + wire->sent_count, from, (size_t)count);
    wire->sent_count += (size_t)count;
    return count;
}

static inline long copenssl_wire_control(BIO *bio, int command, long number, void *pointer) {
    (void)bio, (void)number, (void)pointer;
    return command == BIO_CTRL_FLUSH;
}

static inline BIO_METHOD *copenssl_wire_method(void) {
    BIO_METHOD *method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "wire");
    if (!method) return 0;
    BIO_meth_set_read(method, copenssl_wire_read);
    BIO_meth_set_write(method, copenssl_wire_write);
    BIO_meth_set_ctrl(method, copenssl_wire_control);
    return method;
}

static inline BIO *copenssl_wire_bio(const BIO_METHOD *method, copenssl_wire *wire) {
    BIO *bio = BIO_new(method);
    if (!bio) return 0;
    BIO_set_data(bio, wire);
    BIO_set_init(bio, 1);
    return bio;
}

static inline int copenssl_no_password(char *buffer, int size, int writing, void *data) {
    (void)buffer, (void)size, (void)writing, (void)data;
    return -1;
}

// TLS 1.2 and up, AEAD with ECDHE; no renegotiation, compression or early data; tickets without a
// session cache. A key that asks for a password is refused instead of a prompt on the terminal.
static inline int copenssl_configure(SSL_CTX *context) {
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_read_ahead(context, 1);
    SSL_CTX_set_max_early_data(context, 0);
    SSL_CTX_set_default_passwd_cb(context, copenssl_no_password);
    return SSL_CTX_set_num_tickets(context, 1)
        && SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION)
        && SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20");
}

// The identities of a server with several names; the memory is the owner's of the contexts.
typedef struct {
    SSL_CTX **contexts;
    int count;
} copenssl_identities;

// The first identity whose certificate is for the name that the client asks for; whoever asks for
// none, or for another, keeps the first of all.
static inline int copenssl_choose(SSL *ssl, int *alert, void *argument) {
    const copenssl_identities *identities = (const copenssl_identities *)argument;
    const char *name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
    (void)alert;
    if (!name) return SSL_TLSEXT_ERR_NOACK;
    for (int index = 0; index < identities->count; index++) {
        SSL_CTX *context = identities->contexts[index];
        X509 *certificate = SSL_CTX_get0_certificate(context);
        if (!certificate || X509_check_host(certificate, name, 0, 0, 0) != 1) continue;
        return SSL_set_SSL_CTX(ssl, context) ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
    }
    return SSL_TLSEXT_ERR_NOACK;
}

static inline void copenssl_choose_by_name(SSL_CTX *context, copenssl_identities *identities) {
    SSL_CTX_set_tlsext_servername_callback(context, copenssl_choose);
    SSL_CTX_set_tlsext_servername_arg(context, identities);
}

// From now on a client needs a certificate that one of these authorities signed. Tickets are tied
// to that: without a session context OpenSSL refuses to resume.
static inline int copenssl_demand_certificates(SSL_CTX *context, const char *file) {
    STACK_OF(X509_NAME) *names = SSL_load_client_CA_file(file);
    if (!names) return 0;
    SSL_CTX_set_client_CA_list(context, names);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, 0);
    return SSL_CTX_load_verify_locations(context, file, 0)
        && SSL_CTX_set_session_id_context(context, (const unsigned char *)"wscope", 6);
}

static inline int copenssl_set_lowest_version(SSL_CTX *context, int is_13) {
    return SSL_CTX_set_min_proto_version(context, is_13 ? TLS1_3_VERSION : TLS1_2_VERSION);
}

static inline EVP_PKEY *copenssl_make_key(void) { return EVP_EC_gen("P-256"); }

static inline int copenssl_reason(unsigned long error) { return ERR_GET_REASON(error); }
