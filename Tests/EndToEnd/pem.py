"""Certificates for the tests, made by the openssl of the machine."""

import subprocess


def run(*words):
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True, timeout=30)


def identity(folder, name, names=("localhost",), signer=None, usage="serverAuth"):
    """(certificate, key) for these names, signed by itself or by another identity."""
    certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
    extension = folder / f"{name}.cnf"
    listed = ",".join(f"DNS:{each}" for each in names)
    extension.write_text(f"subjectAltName={listed}\nextendedKeyUsage={usage}\n")
    request = folder / f"{name}.csr"
    run("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
        "-keyout", key, "-out", request, "-subj", f"/CN={name}")
    sign = ["-signkey", key] if signer is None else ["-CA", signer[0], "-CAkey", signer[1],
                                                     "-CAcreateserial"]
    run("x509", "-req", "-in", request, "-out", certificate, "-days", "2", "-extfile", extension,
        *sign)
    return certificate, key


def authority(folder, name):
    """(certificate, key) of one who signs others."""
    certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
    run("req", "-x509", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
        "-keyout", key, "-out", certificate, "-days", "2", "-subj", f"/CN={name}")
    return certificate, key
