package io.github.llmrouting;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * What has become known of one request while it is under way. Travels down the request
 * line in the Reactor context, so that whoever stands above still knows the route and the
 * attempts when the request fails or is cancelled and no report comes back up.
 * Thread-safe.
 */
public final class RequestTrace {

	private final List<AttemptReport> attempts = new CopyOnWriteArrayList<>();

	private volatile @Nullable String route;

	/** Returns the trace in a context, or a new one that nobody else sees. */
	public static RequestTrace of(ContextView context) {
		return context.<RequestTrace>getOrEmpty(RequestTrace.class).orElseGet(RequestTrace::new);
	}

	/** Returns a context in which this trace is found. */
	public Context in(Context context) {
		return context.put(RequestTrace.class, this);
	}

	/** Takes note of the route that was chosen. */
	public void routeChosen(String route) {
		this.route = route;
	}

	/** Takes note of an attempt that has ended. */
	public void attemptEnded(AttemptReport attempt) {
		this.attempts.add(attempt);
	}

	/** Returns the name of the route, or {@code null} if none was chosen yet. */
	public @Nullable String route() {
		return this.route;
	}

	/** Returns the attempts that have ended, in order. */
	public List<AttemptReport> attempts() {
		return List.copyOf(this.attempts);
	}

}
