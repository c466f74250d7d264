"""Runs moto's server in this process, and calls it through boto3.

Prints one line of JSON with the endpoint. Then each line of standard input is a request
{"service", "operation", "input", "path"?}, and each line of standard output its result: {"value"} or {"error": {"code", "message"}}.
A request {"implements": [[service, operation], ...]} returns those of the operations that moto has code for.
With a JMESPath in "path", all pages are read, and the value is the list of what the path finds. Ends with standard input.
"""

import inspect
import json
import logging
import sys

import boto3
import jmespath
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError
from moto.core.utils import camelcase_to_underscores
from moto.directconnect.responses import DirectConnectResponse
from moto.ec2.responses import EC2Response
from moto.server import ThreadedMotoServer

logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
REGION = sys.argv[1]
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
host, port = server.get_host_and_port()
endpoint = f"http://{host}:{port}"
session = boto3.Session(aws_access_key_id="AKIAFOREIGN000000000", aws_secret_access_key="foreign", region_name=REGION)
clients = {}


def client(service):
    if service not in clients:
        config = Config(retries={"total_max_attempts": 1})
        clients[service] = session.client(service, endpoint_url=endpoint, config=config)
    return clients[service]


def pages(service, operation, members):
    method = xform_name(operation)
    aws = client(service)
    if aws.can_paginate(method):
        yield from aws.get_paginator(method).paginate(**members)
    else:
        yield getattr(aws, method)(**members)


def value(request):
    service, operation, members = request["service"], request["operation"], request["input"]
    if "path" in request:
        found = (jmespath.search(request["path"], page) for page in pages(service, operation, members))
        return [one for page in found for one in page or []]
    response = getattr(client(service), xform_name(operation))(**members)
    response.pop("ResponseMetadata", None)
    return response


def implements(service, operation):
    """Whether moto has code for an operation that is more than a placeholder."""
    responses = {"ec2": EC2Response, "directconnect": DirectConnectResponse}.get(service)
    method = getattr(responses, camelcase_to_underscores(operation), None)
    return method is not None and "NotImplementedError" not in inspect.getsource(method)


def result(request):
    if "implements" in request:
        return {"value": [pair for pair in request["implements"] if implements(*pair)]}
    try:
        return {"value": value(request)}
    except ClientError as error:
        return {"error": {"code": error.response["Error"]["Code"], "message": error.response["Error"]["Message"]}}
    except (BotoCoreError, ResponseParserError, AttributeError) as error:
        return {"error": {"code": type(error).__name__, "message": str(error)[:300]}}


print(json.dumps({"endpoint": endpoint, "region": REGION}), flush=True)
for line in sys.stdin:
    print(json.dumps(result(json.loads(line)), default=str), flush=True)
