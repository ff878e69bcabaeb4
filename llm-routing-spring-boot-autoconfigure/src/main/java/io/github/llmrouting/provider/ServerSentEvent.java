package io.github.llmrouting.provider;

/**
 * One event of an event stream.
 *
 * @param name the event's type, {@code message} if the server named none
 * @param data its data lines, joined by line feeds
 */
public record ServerSentEvent(String name, String data) {

	/** Returns no data: content does not belong in logs. */
	@Override
	public String toString() {
		return "ServerSentEvent[" + this.name + ", " + this.data.length() + " characters]";
	}

}
