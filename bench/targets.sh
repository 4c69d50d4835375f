#!/usr/bin/env bash
# Healthy targets on loopback: Debian's nginx with one worker and everything at its default, but no access log.
#
#   bench/targets.sh FOLDER [PORT=27180]
#
# It stays in the foreground until it is stopped. It answers
#
#   PORT            http, and tcp
#   PORT+1          /status: how many connections nginx has accepted, which counts the probes from the other side
#   PORT+10 … +19   https, TLS 1.2 and 1.3, ten ports with a certificate each: RSA-2048 leaf, intermediate, root
#
# FOLDER gets root.pem, whom to trust, and bundle.pem, the system's roots with that one (for SSL_CERT_FILE).
set -euo pipefail
folder=${1:?'a folder; see the head of this script'} port=${2:-27180} certificates=10
mkdir -p "$folder" && cd "$folder" && folder=$PWD
nginx=$(cd "$OLDPWD" && "$(dirname "${BASH_SOURCE[0]}")/../tests/tools/install.sh" nginx | tail -n 1)/nginx

key() { openssl genrsa -out "$1.key" 2048 2>/dev/null; }
sign() { # sign NAME SUBJECT ISSUER EXTENSIONS
  key "$1"
  openssl req -new -key "$1.key" -subj "$2" -out "$1.csr"
  openssl x509 -req -in "$1.csr" -CA "$3.pem" -CAkey "$3.key" -CAcreateserial -days 365 -extfile <(printf '%b' "$4") -out "$1.pem" 2>/dev/null
}
if [[ ! -e bundle.pem ]]; then
  key root
  openssl req -x509 -new -key root.key -subj "/O=Bench/CN=Bench Root" -days 3650 -addext basicConstraints=critical,CA:true \
    -addext keyUsage=critical,keyCertSign,cRLSign -out root.pem
  sign intermediate "/O=Bench/CN=Bench Intermediate" root "basicConstraints=critical,CA:true,pathlen:0\nkeyUsage=critical,keyCertSign,cRLSign\n"
  for ((i = 0; i < certificates; i++)); do
    sign "leaf$i" "/O=Bench/CN=bench-$i" intermediate \
      "subjectAltName=IP:127.0.0.1,DNS:localhost\nkeyUsage=critical,digitalSignature,keyEncipherment\nextendedKeyUsage=serverAuth\n"
    cat "leaf$i.pem" intermediate.pem >"chain$i.pem"
  done
  cat /etc/ssl/certs/ca-certificates.crt root.pem >bundle.part && mv bundle.part bundle.pem
fi

{
  [[ $(id -u) != 0 ]] || echo "user $(id -un);"
  cat <<CONF
worker_processes 1;
daemon off;
pid $folder/nginx.pid;
error_log stderr warn;
events { worker_connections 8192; }
http {
  access_log off;
  client_body_temp_path $folder/body;
  proxy_temp_path $folder/proxy;
  fastcgi_temp_path $folder/fastcgi;
  uwsgi_temp_path $folder/uwsgi;
  scgi_temp_path $folder/scgi;
  default_type text/plain;
  ssl_protocols TLSv1.2 TLSv1.3;
  server { listen 127.0.0.1:$port backlog=4096; location / { return 200 "ok\n"; } }
  server { listen 127.0.0.1:$((port + 1)); location = /status { stub_status; } }
CONF
  for ((i = 0; i < certificates; i++)); do
    echo "  server { listen 127.0.0.1:$((port + 10 + i)) ssl backlog=4096; ssl_certificate $folder/chain$i.pem; ssl_certificate_key $folder/leaf$i.key; location / { return 200 \"ok\n\"; } }"
  done
  echo "}"
} >nginx.conf
exec "$nginx" -p "$folder" -c "$folder/nginx.conf" -e stderr
