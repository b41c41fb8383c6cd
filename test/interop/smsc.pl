# An SMSC made of Debian's Net::SMPP. Tells what happens in lines of JSON; takes orders on its standard input:
#   answer <number> <octets of UCS-2 in hex>   a message of a telephone, handed over until it is acknowledged
use strict;
use warnings;
use IO::Select;
use JSON::PP;
use Net::SMPP;

$| = 1;
$SIG{PIPE} = "IGNORE";
my $port = shift @ARGV;
my $listener = Net::SMPP->new_listen('127.0.0.1', port => $port) or die "cannot listen: $!";
my $select = IO::Select->new($listener, \*STDIN);
my (@bound, @waiting, %handed, $count);
my $orders = '';
my $json = JSON::PP->new->canonical;
sub told { print $json->encode({@_}), "\n" }

sub hand {
    my ($session, $one) = @_;
    my $seq = eval { $session->deliver_sm(%{ $one->{fields} }, async => 1) } or return;
    $handed{"$session $seq"} = $one;
}

sub deliver {
    my %fields = @_;
    my $one = { fields => \%fields };
    push @waiting, $one;
    hand($bound[-1], $one) if @bound;
}

sub gone {
    my $session = shift;
    @bound = grep { $_ != $session } @bound;
    $select->remove($session);
    $session->close;
}

sub heard {
    my $session = shift;
    my $pdu = $session->read_pdu() or return gone($session);
    my ($cmd, $seq) = ($pdu->cmd, $pdu->seq);
    if ($cmd == Net::SMPP::CMD_bind_transceiver || $cmd == Net::SMPP::CMD_bind_transmitter) {
        my $wrong = $pdu->{password} ne 'tajne';
        my $answer = $cmd == Net::SMPP::CMD_bind_transceiver ? 'bind_transceiver_resp' : 'bind_transmitter_resp';
        $session->$answer(seq => $seq, system_id => 'smsc', status => $wrong ? 0x0e : 0);
        told(bind => $wrong ? 'refused' : 'taken');
        return if $wrong || $cmd == Net::SMPP::CMD_bind_transmitter;
        push @bound, $session;
        hand($session, $_) for @waiting;
    } elsif ($cmd == Net::SMPP::CMD_submit_sm) {
        # Never the same again, also after a restart.
        my $id = sprintf 'smsc-%d-%d', $$, ++$count;
        $session->submit_sm_resp(seq => $seq, message_id => $id);
        told(submit => $id, from => $pdu->{source_addr}, to => $pdu->{destination_addr}, coding => $pdu->{data_coding},
            class => $pdu->{esm_class}, octets => unpack('H*', $pdu->{short_message}));
        deliver(source_addr => $pdu->{destination_addr}, destination_addr => $pdu->{source_addr}, esm_class => 4,
            short_message => "id:$id sub:001 dlvrd:001 submit date:2611290300 done date:2611290301 stat:DELIVRD err:000 text:")
            if $pdu->{registered_delivery};
    } elsif ($cmd == Net::SMPP::CMD_deliver_sm_resp) {
        my $one = delete $handed{"$session $seq"} or return;
        return if $pdu->{status};
        @waiting = grep { $_ != $one } @waiting;
        told(acknowledged => unpack('H*', $one->{fields}{short_message}));
    } elsif ($cmd == Net::SMPP::CMD_enquire_link) {
        $session->enquire_link_resp(seq => $seq);
    } elsif ($cmd == Net::SMPP::CMD_unbind) {
        $session->unbind_resp(seq => $seq);
        gone($session);
    }
}

told(listening => $port);
while (1) {
    for my $ready ($select->can_read) {
        if ($ready == $listener) {
            $select->add($listener->accept);
        } elsif ($ready == \*STDIN) {
            # Not line by line: what Perl keeps in its buffer, select does not see.
            sysread(STDIN, $orders, 65536, length $orders) or exit;
            while ($orders =~ s/^answer (\S+) (\S+)\n//) {
                deliver(source_addr_ton => 1, source_addr_npi => 1, source_addr => $1, destination_addr => '48221234567',
                    data_coding => 8, short_message => pack('H*', $2));
            }
        } else {
            heard($ready);
        }
    }
}
