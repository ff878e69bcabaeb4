package io.github.llmrouting.autoconfigure;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;

/**
 * Looks names up with other resolvers, but not for longer than a time: Netty bounds each
 * query, and asks each name server for each kind of address and each search domain.
 * Closing it leaves the other resolvers open.
 */
final class TimedResolvers extends AddressResolverGroup<SocketAddress> {

	private final Supplier<? extends AddressResolverGroup<?>> resolvers;

	private final Duration timeout;

	/**
	 * Creates the resolvers.
	 * @param resolvers that look the names up
	 * @param timeout for one name
	 */
	TimedResolvers(Supplier<? extends AddressResolverGroup<?>> resolvers, Duration timeout) {
		this.resolvers = resolvers;
		this.timeout = timeout;
	}

	@Override
	@SuppressWarnings("unchecked")
	protected AddressResolver<SocketAddress> newResolver(EventExecutor executor) {
		return new TimedResolver(executor, (AddressResolver<SocketAddress>) this.resolvers.get().getResolver(executor));
	}

	/** Looks names up for one event loop. */
	private final class TimedResolver extends AbstractAddressResolver<SocketAddress> {

		private final AddressResolver<SocketAddress> resolver;

		TimedResolver(EventExecutor executor, AddressResolver<SocketAddress> resolver) {
			super(executor, SocketAddress.class);
			this.resolver = resolver;
		}

		@Override
		public boolean isSupported(SocketAddress address) {
			return this.resolver.isSupported(address);
		}

		@Override
		protected boolean doIsResolved(SocketAddress address) {
			return this.resolver.isResolved(address);
		}

		@Override
		protected void doResolve(SocketAddress address, Promise<SocketAddress> promise) {
			bound(this.resolver.resolve(address), address, promise);
		}

		@Override
		protected void doResolveAll(SocketAddress address, Promise<List<SocketAddress>> promise) {
			bound(this.resolver.resolveAll(address), address, promise);
		}

		private <T> void bound(Future<T> lookup, SocketAddress address, Promise<T> promise) {
			if (!lookup.isDone()) {
				Future<?> timer = executor().schedule(() -> promise.tryFailure(tooLate(address)),
						TimedResolvers.this.timeout.toNanos(), TimeUnit.NANOSECONDS);
				promise.addListener((done) -> timer.cancel(false));
			}
			lookup.addListener((Future<T> done) -> {
				if (done.isSuccess()) {
					promise.trySuccess(done.getNow());
				}
				else {
					promise.tryFailure(done.cause());
				}
			});
		}

		private UnknownHostException tooLate(SocketAddress address) {
			String name = (address instanceof InetSocketAddress internet) ? internet.getHostString() : "address";
			return new UnknownHostException(name + ": not found within " + TimedResolvers.this.timeout);
		}

	}

}
