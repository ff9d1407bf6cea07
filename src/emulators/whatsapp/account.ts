// The business account that is emulated: its ids, its secrets, and the templates that Meta has looked at.
export const phoneNumberId = '106540352242922';
export const displayNumber = '15550783881';
export const businessAccountId = '102290129340398';
export const appId = '670843887433847';
export const accessToken = 'EAAemulatedSystemUserToken0123456789';
export const appSecret = '0123456789abcdef0123456789abcdef';

export type ApprovedTemplate = {
  readonly name: string;
  readonly language: string;
  readonly category: 'UTILITY' | 'MARKETING' | 'AUTHENTICATION';
  readonly status: 'APPROVED' | 'PAUSED' | 'PENDING' | 'DISABLED';
  readonly body: string;
  readonly ttlSeconds: number | null;
  readonly buttons: readonly string[];
};

const template = (name: string, language: string, category: ApprovedTemplate['category'], body: string, more: Partial<ApprovedTemplate> = {}): ApprovedTemplate => ({ name, language, category, body, status: 'APPROVED', ttlSeconds: null, buttons: [], ...more });

export const templates: readonly ApprovedTemplate[] = [
  template('order_sent', 'en_US', 'UTILITY', 'Hello {{1}}, your order {{2}} is on its way.', { ttlSeconds: 600 }),
  template('order_sent', 'it', 'UTILITY', 'Buongiorno {{1}}, il tuo ordine {{2}} è in viaggio.', { ttlSeconds: 600 }),
  template('still_there', 'ru', 'UTILITY', 'Здравствуйте! Мы нашли ответ на ваш вопрос. Прислать?', { buttons: ['Да', 'Нет'] }),
  template('spring_offer', 'en_US', 'MARKETING', 'Hello {{first_name}}, ten per cent off until Sunday.', { ttlSeconds: 43_200 }),
  template('login_code', 'en_US', 'AUTHENTICATION', '{{1}} is your verification code.', { ttlSeconds: 300 }),
  template('old_offer', 'en_US', 'MARKETING', 'Hello {{1}}.', { status: 'PAUSED' }),
  template('gone_offer', 'en_US', 'MARKETING', 'Hello.', { status: 'DISABLED' }),
];

/** What Meta goes on trying for where a template says nothing, in milliseconds. */
export const usualLifeMs = { UTILITY: 30 * 86_400_000, MARKETING: 30 * 86_400_000, AUTHENTICATION: 600_000 } as const;

export const placesIn = (body: string): readonly string[] => [...new Set(Array.from(body.matchAll(/\{\{(\w+)\}\}/g), (match) => match[1]!))];
