package io.github.llmrouting.autoconfigure;

import javax.net.ssl.SSLException;

import io.github.llmrouting.provider.NotHttpException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.util.ReferenceCountUtil;

/**
 * Keeps from Reactor Netty what it takes wrongly: interim responses such as 103 (RFC
 * 9110, 15.2), which it would take for the answer, and then the answer for that of the
 * next request; connections whose bytes cannot be read, which it would neither close nor
 * give back; and the bytes of these, which it would log. One guard serves one connection.
 */
final class ResponseGuard extends ChannelInboundHandlerAdapter {

	private boolean interim;

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
			part.setDecoderResult(DecoderResult.failure(withoutContent(part.decoderResult().cause())));
		}
		if (message instanceof HttpResponse response) {
			this.interim = isInterim(response.status());
			// The phrase beside the status may be any text
			response.setStatus(HttpResponseStatus.valueOf(response.status().code()));
		}
		if (!this.interim) {
			context.fireChannelRead(message);
			return;
		}
		this.interim = !(message instanceof LastHttpContent) && isPartOfResponse(message);
		ReferenceCountUtil.release(message);
		// Reactor Netty asks for more only when it has received something
		context.read();
	}

	private static boolean isPartOfResponse(Object message) {
		return message instanceof HttpResponse || message instanceof HttpContent;
	}

	/** Reactor Netty waits for 100 itself, and 101 is the end of HTTP. */
	private static boolean isInterim(HttpResponseStatus status) {
		return status.codeClass() == HttpStatusClass.INFORMATIONAL && status.code() > 101;
	}

	/** Nobody waits for the end of a broken connection. */
	@Override
	@SuppressWarnings("FutureReturnValueIgnored")
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		context.fireExceptionCaught(withoutContent(cause));
		context.close();
	}

	/** Netty quotes bytes that it cannot read; what TLS and the network say stays. */
	private static Throwable withoutContent(Throwable cause) {
		Throwable origin = (cause instanceof DecoderException && cause.getCause() != null) ? cause.getCause() : cause;
		if (origin instanceof NotSslRecordException) {
			return new DecoderException(new NotSslRecordException("not a TLS record"));
		}
		boolean quotes = cause instanceof DecoderException || cause instanceof IllegalArgumentException;
		return (quotes && !(origin instanceof SSLException)) ? new NotHttpException(origin) : cause;
	}

}
