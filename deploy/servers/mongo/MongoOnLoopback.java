import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;

/** The server's own main program listens on every interface and always on 27017. */
public class MongoOnLoopback {
    public static void main(String[] args) {
        MongoServer server = new MongoServer(new H2Backend(args[0]));
        server.bind("127.0.0.1", Integer.parseInt(args[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
    }
}
