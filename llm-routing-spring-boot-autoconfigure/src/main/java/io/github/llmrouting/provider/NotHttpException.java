package io.github.llmrouting.provider;

import io.netty.handler.codec.DecoderException;

/**
 * Bytes of a response that cannot be read. Names the kind of the mistake only: what
 * Netty's own exceptions say may quote the answer, and Reactor Netty logs them.
 */
public final class NotHttpException extends DecoderException {

	private final String kind;

	/**
	 * Takes over what an exception of Netty says, without its message.
	 * @param cause what Netty says; it is not kept
	 */
	public NotHttpException(Throwable cause) {
		super("bytes that are not HTTP: " + cause.getClass().getSimpleName());
		this.kind = cause.getClass().getSimpleName();
	}

	/** Returns the name of the exception that this one stands for. */
	String kind() {
		return this.kind;
	}

	/** Leaves the stack out: it would only show Netty's event loop. */
	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

}
