package io.github.llmrouting.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;

import javax.management.JMException;
import javax.management.ObjectName;

import com.sun.management.ThreadMXBean;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The client side, in a process of its own. Is told on its standard input how many
 * exchanges to make at what concurrency, and answers each such line with the
 * {@link Cost}.
 */
final class Client {

	private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

	private final CpuClock cpu = new CpuClock();

	private final Exchange exchange;

	private Client(Exchange exchange) {
		this.exchange = exchange;
	}

	public static void main(String[] args) throws IOException {
		Workload workload = Workload.valueOf(args[1]);
		URI baseUrl = URI.create("http://127.0.0.1:" + args[2] + workload.basePath());
		Client client = new Client(Contestant.valueOf(args[0]).exchanges().to(baseUrl, workload));
		BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String order = orders.readLine(); order != null; order = orders.readLine()) {
			String[] numbers = order.split(" ", -1);
			System.out.println("cost " + client.measure(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1])));
		}
		System.exit(0);
	}

	private Cost measure(int exchanges, int concurrency) {
		THREADS.resetPeakThreadCount();
		long bytes = allocatedBytes();
		long cpuNanos = this.cpu.nanos();
		Flux.range(0, exchanges).flatMap((i) -> checked(), concurrency).blockLast();
		return new Cost(exchanges, this.cpu.nanos() - cpuNanos, allocatedBytes() - bytes, THREADS.getPeakThreadCount());
	}

	private Mono<String> checked() {
		return this.exchange.text().doOnNext((text) -> {
			if (!text.equals(Wire.TEXT)) {
				throw new IllegalStateException("another answer, of " + text.length() + " characters");
			}
		}).single();
	}

	/**
	 * Asks by name, because the method is newer than the JDK that this is compiled for.
	 */
	private static long allocatedBytes() {
		try {
			return (long) ManagementFactory.getPlatformMBeanServer()
				.getAttribute(new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME), "TotalThreadAllocatedBytes");
		}
		catch (JMException ex) {
			return LongStream.of(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())).filter((n) -> n > 0).sum();
		}
	}

}
